package org.tenantry.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.RunningCall;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.MemberId;
import org.tenantry.values.MessageId;
import org.tenantry.values.TenantId;

/**
 * One answer while it is written, in memory: what was said, how it looks, and who watches. It belongs to the server, not
 * to a browser: readers come and go, and each asks at its own pace for what is new to it, so that a slow one holds up
 * nothing and keeps nothing but its place.
 */
public final class Generation {
    private static final int REASONING_PIECE = 8_000;

    private final MessageId message;
    private final TenantId tenant;
    private final MemberId member;
    private final HeldCall call;
    private final Set<Reader> readers = new CopyOnWriteArraySet<>();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Blocks blocks = new Blocks();
    private final List<Seen> seen = new ArrayList<>();
    private long version;
    private int kept;
    private RunningCall running;
    private boolean stopping;
    private Outcome outcome;
    private Finished finished;

    Generation(Caller caller, Begun begun, HeldCall call) {
        this.message = begun.answer();
        this.tenant = caller.tenant();
        this.member = caller.member();
        this.call = call;
    }

    public MessageId message() {
        return message;
    }

    public void watch(Reader reader) {
        readers.add(reader);
    }

    public void leave(Reader reader) {
        readers.remove(reader);
    }

    /** The next thing that a reader at this place has not seen; empty when it has seen all there is. */
    public synchronized Optional<Change.Step> next(Change.Cursor at) {
        if (at.reasoned() < reasoning.length()) {
            int to = piece(at.reasoned());
            return step(
                    new Change.Reasoning(at.reasoned(), reasoning.substring(at.reasoned(), to)),
                    new Change.Cursor(at.version(), to));
        }
        int next = -1;
        for (int i = 0; i < seen.size(); i++) {
            long since = seen.get(i).since;
            if (since > at.version() && (next < 0 || since < seen.get(next).since)) {
                next = i;
            }
        }
        if (next >= 0) {
            var block = seen.get(next);
            return step(
                    new Change.Block(next, block.html, block.closed), new Change.Cursor(block.since, at.reasoned()));
        }
        return finished == null || at.version() == Change.Cursor.END
                ? Optional.empty()
                : step(new Change.Over(finished), new Change.Cursor(Change.Cursor.END, at.reasoned()));
    }

    /** How it looks by now, for a page that is opened in the middle. */
    synchronized Said soFar() {
        return new Said(text.toString(), String.join("", blocks.html()), reasoning.toString());
    }

    boolean isOf(Caller caller) {
        return tenant.equals(caller.tenant()) && member.equals(caller.member());
    }

    HeldCall call() {
        return call;
    }

    /** Takes what was just heard; false when it is too late for it. */
    synchronized boolean hear(String moreText, String moreReasoning) {
        if (stopping || outcome != null) {
            return false;
        }
        text.append(moreText);
        reasoning.append(moreReasoning);
        return true;
    }

    /** The provider's line; a stop that came before it acts now. */
    void runs(RunningCall upstream) {
        boolean late;
        synchronized (this) {
            running = upstream;
            late = stopping || outcome != null;
        }
        if (late) {
            upstream.stop();
        }
    }

    /** Nothing said after this counts. */
    void stop() {
        RunningCall upstream;
        synchronized (this) {
            upstream = stopping || outcome != null ? null : running;
            stopping = true;
        }
        if (upstream != null) {
            upstream.stop();
        }
    }

    /** Takes the end; one that crosses a stop is a stop, because only what was shown by then is kept. */
    synchronized void end(Outcome how) {
        outcome = stopping && how.ending() != Outcome.End.FAILED
                ? new Outcome(Outcome.End.STOPPED, Optional.empty(), Optional.empty())
                : how;
    }

    /** Ends it here, whatever the provider still says. */
    void cut() {
        RunningCall upstream;
        synchronized (this) {
            outcome = new Outcome(Outcome.End.CUT, Optional.empty(), Optional.of("INTERRUPTED"));
            upstream = running;
        }
        if (upstream != null) {
            upstream.stop();
        }
    }

    synchronized boolean isEnded() {
        return outcome != null;
    }

    synchronized Outcome outcome() {
        return outcome;
    }

    /** Characters heard since the last save. */
    synchronized int unkept() {
        return text.length() + reasoning.length() - kept;
    }

    synchronized void keptUpTo(int length) {
        kept = length;
    }

    /** Renders what is new. Only ever one thread at a time; tells how many characters the open block has. */
    int render() {
        String now;
        synchronized (this) {
            now = text.toString();
        }
        blocks.grow(now);
        publish(blocks.html(), blocks.closedCount());
        readers.forEach(Reader::changed);
        return blocks.tailLength(now);
    }

    /** Renders the whole once more, as it will be kept: what later lines changed in earlier ones is put right. */
    Said renderWhole() {
        var whole = Markdown.blocks(soFar().text());
        publish(whole, whole.size());
        readers.forEach(Reader::changed);
        return new Said(soFar().text(), String.join("", whole), soFar().reasoning());
    }

    void over(Finished how) {
        synchronized (this) {
            finished = how;
        }
        readers.forEach(Reader::changed);
    }

    boolean isWatched() {
        return !readers.isEmpty();
    }

    void beat() {
        readers.forEach(Reader::beat);
    }

    private synchronized void publish(List<String> html, int closed) {
        for (int i = 0; i < Math.max(html.size(), seen.size()); i++) {
            var now = i < html.size() ? html.get(i) : "";
            if (i == seen.size()) {
                seen.add(new Seen(now, i < closed, ++version));
            } else if (!seen.get(i).html.equals(now) || seen.get(i).closed != i < closed) {
                seen.set(i, new Seen(now, i < closed, ++version));
            }
        }
    }

    private int piece(int from) {
        int to = Math.min(reasoning.length(), from + REASONING_PIECE);
        return to < reasoning.length() && Character.isHighSurrogate(reasoning.charAt(to - 1)) ? to - 1 : to;
    }

    private static Optional<Change.Step> step(Change change, Change.Cursor after) {
        return Optional.of(new Change.Step(change, after));
    }

    /** A block as it was last told, and since which version. */
    private record Seen(String html, boolean closed, long since) {}
}
