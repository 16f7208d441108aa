package org.tenantry.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.tenantry.calls.Answering;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.RunningCall;
import org.tenantry.repeats.Recorded;
import org.tenantry.repeats.Repeats;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/**
 * One answer on its way from the provider to a program. It begins when the call is sent and is over when the call is settled
 * and the client has its end. A client that leaves before the first token pays nothing and the provider is stopped; one that
 * leaves later pays what the provider counts, if that ends within half a minute, else what it was sent (rule 2).
 */
final class Relay implements Answering {
    /** A stream is opened after so long without a token, so that a client that left is noticed. */
    private static final long QUIET_BEFORE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String GONE = "CLIENT_GONE";

    /** What a relay asks of the one that keeps it. */
    interface Keeper {
        /** Settles this relay, on a thread that may wait. */
        void ended(Relay relay);

        /** Whether one answer more may be drained for a client that has left. */
        boolean mayDrain();

        void drained();
    }

    private final Visit visit;
    private final Order order;
    private final HeldCall call;
    private final AnswerForm form;
    private final ClientLine line;
    private final Keeper keeper;
    private final Optional<UUID> claim;
    private final ByteArrayOutputStream copy;
    private final long sentAtNanos = System.nanoTime();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private RunningCall running;
    private boolean stopping;
    private boolean begun;
    private boolean gone;
    private boolean draining;
    private long goneAtNanos;
    private Calls.Spoken sent;
    private List<ToolRequest> sentRequests = List.of();
    private Outcome outcome;
    private byte[] last;
    private boolean told;
    private long keptAtNanos = System.nanoTime();
    private int kept;

    /** A request for a tool, as far as it is written. */
    private static final class Request {
        private final int index;
        private final String name;
        private final StringBuilder arguments = new StringBuilder();

        Request(int index, String name) {
            this.index = index;
            this.name = name;
        }
    }

    Relay(
            Visit visit,
            Order order,
            HeldCall call,
            AnswerForm form,
            ClientLine line,
            Keeper keeper,
            Optional<UUID> claim) {
        this.visit = visit;
        this.order = order;
        this.call = call;
        this.form = form;
        this.line = line;
        this.keeper = keeper;
        this.claim = claim;
        this.copy = claim.isPresent() && order.stream() ? new ByteArrayOutputStream() : null;
    }

    HeldCall call() {
        return call;
    }

    Visit visit() {
        return visit;
    }

    /** Whether the client has all of it, or is gone. */
    boolean isOver() {
        return line.isOver();
    }

    boolean isStream() {
        return order.stream();
    }

    Optional<UUID> claim() {
        return claim;
    }

    /** The provider's line; a stop that came before it acts now. */
    void runs(RunningCall upstream) {
        boolean late;
        synchronized (this) {
            running = upstream;
            late = stopping;
        }
        if (late) {
            upstream.stop();
        }
    }

    @Override
    public synchronized void heard(String moreText, String moreReasoning) {
        if (outcome != null) {
            return;
        }
        text.append(moreText);
        reasoning.append(moreReasoning);
        if (order.stream()) {
            begin();
            write(form.words(moreText, moreReasoning));
        }
    }

    @Override
    public synchronized boolean requested(String id, String name, String arguments) {
        if (!order.stream()) {
            return false;
        }
        if (outcome == null) {
            request(id, name, arguments);
        }
        return true;
    }

    private void request(String id, String name, String arguments) {
        var known = requests.get(id);
        var request = known == null ? new Request(requests.size(), name) : known;
        requests.put(id, request);
        request.arguments.append(arguments);
        begin();
        write(form.request(request.index, known == null, new ToolRequest(id, name, arguments, true)));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            line.head(Relay::streamHead);
            write(form.begin());
        }
    }

    private void write(byte[] bytes) {
        if (copy != null && copy.size() <= Repeats.LONGEST_ANSWER) {
            copy.writeBytes(bytes);
        }
        if (!gone && bytes.length > 0) {
            line.write(bytes);
        }
    }

    static void streamHead(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void ended(Outcome how) {
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = how;
        }
        keeper.ended(this);
    }

    /** The client has left, or does not read: should it read on once more, it is told that this is not the whole. */
    void clientGone() {
        RunningCall stop = null;
        synchronized (this) {
            if (gone || outcome != null) {
                return;
            }
            gone = true;
            goneAtNanos = System.nanoTime();
            sent = spoken();
            sentRequests = soFar();
            draining = !sentNothing() && keeper.mayDrain();
            if (!draining) {
                stopping = true;
                stop = running;
            }
            if (begun && !line.isOver()) {
                line.farewell(form.failure(Failures.slow(visit.speech()), said(AnswerForm.End.STOP, TokenUsage.NONE)));
            }
        }
        if (stop != null) {
            stop.stop();
        }
    }

    private boolean sentNothing() {
        return sent.text().isEmpty() && sent.reasoning().isEmpty() && sentRequests.isEmpty();
    }

    /** Ends it here, whatever the provider still says. */
    void cut() {
        RunningCall stop;
        synchronized (this) {
            stopping = true;
            stop = running;
        }
        if (stop != null) {
            stop.stop();
        }
        ended(new Outcome(Outcome.End.CUT, Optional.empty(), Optional.of("INTERRUPTED")));
    }

    /** To be called about twice a second. */
    void tick() {
        RunningCall stop = null;
        synchronized (this) {
            if (gone || outcome != null) {
                line.beat(Long.MAX_VALUE);
            }
            if (outcome != null) {
                return;
            }
            long now = System.nanoTime();
            if (draining && !stopping && now - goneAtNanos > DRAIN_NANOS) {
                stopping = true;
                stop = running;
            } else if (order.stream() && !gone && (begun || now - sentAtNanos > QUIET_BEFORE_NANOS)) {
                line.head(Relay::streamHead);
                line.beat(begun ? QUIET_NANOS : QUIET_BEFORE_NANOS / 2);
            }
        }
        if (stop != null) {
            stop.stop();
        }
    }

    /** What is worth a checkpoint now: there is more than at the last one, or the lease has to be made longer. */
    synchronized Optional<Calls.Spoken> due(long now) {
        int length = text.length() + reasoning.length();
        if (outcome != null || length == kept && now - keptAtNanos < LEASE_NANOS) {
            return Optional.empty();
        }
        kept = length;
        keptAtNanos = now;
        return Optional.of(gone ? sent : spoken());
    }

    private Calls.Spoken spoken() {
        return new Calls.Spoken(text.toString(), reasoning.toString());
    }

    private List<ToolRequest> soFar() {
        var all = new ArrayList<ToolRequest>();
        requests.forEach((id, request) -> all.add(ToolRequest.of(id, request.name, request.arguments.toString())));
        return all;
    }

    /** How the call ends for its payer. */
    synchronized Outcome settled() {
        var how = outcome.ending();
        if (gone && sentNothing()) {
            return new Outcome(Outcome.End.FAILED, Optional.empty(), Optional.of(GONE));
        }
        boolean whole = isWhole(how);
        if (gone && !whole) {
            return new Outcome(Outcome.End.STOPPED, Optional.empty(), Optional.of(GONE), sentRequests, 0);
        }
        if (how == Outcome.End.CUT || how == Outcome.End.STOPPED) {
            return order.stream()
                    ? new Outcome(Outcome.End.CUT, Optional.empty(), outcome.failure(), soFar(), 0)
                    : new Outcome(Outcome.End.FAILED, Optional.empty(), outcome.failure());
        }
        return outcome;
    }

    /** What was said, as far as it is paid. */
    synchronized Calls.Spoken paid() {
        return gone && !isWhole(outcome.ending()) ? sent : spoken();
    }

    private static boolean isWhole(Outcome.End how) {
        return switch (how) {
            case DONE, TOOLS, LENGTH, FILTERED -> true;
            case STOPPED, CUT, CRASHED, FAILED -> false;
        };
    }

    /** What of the answer is kept for a request that is made again; nothing of one that is not whole. */
    synchronized Optional<Recorded> record(Receipt receipt) {
        if (!isWhole(outcome.ending())) {
            return Optional.empty();
        }
        if (!order.stream()) {
            return Optional.of(
                    new Recorded(200, form.type(), form.whole(answer(receipt.usage())), Optional.of(call.id())));
        }
        writeTheRest();
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(copy.toByteArray());
        bytes.writeBytes(last(receipt.usage()));
        return Optional.of(
                new Recorded(200, "text/event-stream;charset=UTF-8", bytes.toByteArray(), Optional.of(call.id())));
    }

    /** Tells the client the end; once. {@code usage} is what is paid. */
    synchronized void tell(TokenUsage usage, Map<String, String> headers) {
        if (told) {
            return;
        }
        told = true;
        if (draining) {
            keeper.drained();
        }
        if (!gone) {
            write(usage, headers);
        }
        form.over();
    }

    private void write(TokenUsage usage, Map<String, String> headers) {
        var how = outcome.ending();
        if (line.isLost()) {
            line.farewell(form.failure(Failures.slow(visit.speech()), answer(usage)));
        } else if (how == Outcome.End.FAILED) {
            fail(Failures.before(outcome, visit.speech()), usage);
        } else if (!isWhole(how)) {
            fail(order.stream() ? Failures.cut(visit.speech()) : Failures.unsent(visit.speech()), usage);
        } else if (order.stream()) {
            writeTheRest();
            line.end(last(usage));
        } else {
            line.head(response -> {
                response.setContentType(form.type());
                headers.forEach(response::setHeader);
            });
            line.end(form.whole(answer(usage)));
        }
    }

    /** What came with the end alone: requests of providers that tell them whole, and the {@code {}} of none at all. */
    private void writeTheRest() {
        begin();
        for (var request : outcome.requests()) {
            var known = requests.get(request.id());
            int from = known == null ? 0 : known.arguments.length();
            if (known == null || from < request.arguments().length()) {
                request(request.id(), request.name(), request.arguments().substring(from));
            }
        }
    }

    /** What stands after the last piece, made once. */
    private byte[] last(TokenUsage usage) {
        if (last == null) {
            last = form.end(answer(usage));
        }
        return last;
    }

    private void fail(ApiError error, TokenUsage usage) {
        if (line.head(error::headTo)) {
            line.end(error.json());
        } else {
            line.end(form.failure(error, answer(usage)));
        }
    }

    private AnswerForm.Whole answer(TokenUsage usage) {
        var end =
                switch (outcome.ending()) {
                    case TOOLS -> AnswerForm.End.TOOLS;
                    case LENGTH -> AnswerForm.End.LENGTH;
                    case FILTERED -> AnswerForm.End.FILTERED;
                    default -> AnswerForm.End.STOP;
                };
        return said(end, usage);
    }

    private AnswerForm.Whole said(AnswerForm.End end, TokenUsage usage) {
        var asked = order.stream() ? soFar() : outcome.requests();
        return new AnswerForm.Whole(text.toString(), reasoning.toString(), asked, end, usage);
    }

    /** What was counted by the provider, for a client that must not wait for a database that is out of reach. */
    TokenUsage unsettled() {
        return outcome.providerUsage().orElse(TokenUsage.NONE);
    }
}
