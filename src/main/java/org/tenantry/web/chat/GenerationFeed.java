package org.tenantry.web.chat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.chat.Change;
import org.tenantry.chat.Generation;
import org.tenantry.chat.Reader;
import org.tenantry.web.Voice;

/**
 * One browser that watches an answer. It takes the next event only when its line takes it, so a slow one is told less
 * often and costs no memory; one that takes nothing for half a minute is dropped and may come back.
 */
final class GenerationFeed implements Reader, WriteListener {
    private static final Logger LOG = Logger.getLogger(GenerationFeed.class.getName());
    private static final long MOST_STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Generation generation;
    private final Voice voice;
    private final LongSupplier nanoTime;

    private Change.Cursor at;
    private boolean open;
    private boolean blocked;
    private boolean written;
    private boolean beatDue;
    private boolean over;
    private long blockedSinceNanos;

    GenerationFeed(AsyncContext async, Generation generation, Change.Cursor from, Voice voice, LongSupplier nanoTime)
            throws IOException {
        this.nanoTime = nanoTime;
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.generation = generation;
        this.at = from;
        this.voice = voice;
    }

    void begin() {
        async.setTimeout(0);
        out.setWriteListener(this);
    }

    @Override
    public synchronized void onWritePossible() {
        if (!open) {
            open = true;
            beatDue = true;
            generation.watch(this);
        }
        blocked = false;
        write();
    }

    @Override
    public synchronized void onError(Throwable gone) {
        end();
    }

    @Override
    public synchronized void changed() {
        write();
    }

    @Override
    public synchronized void beat() {
        if (blocked && nanoTime.getAsLong() - blockedSinceNanos > MOST_STALLED_NANOS) {
            LOG.log(Level.FINE, "a reader of {0} stalled and was dropped", generation.message());
            end();
            return;
        }
        beatDue = true;
        write();
    }

    private void write() {
        if (!open || blocked) {
            return;
        }
        try {
            while (!over && ready()) {
                if (written) {
                    out.flush();
                    written = false;
                } else if (!writeNext()) {
                    return;
                }
            }
        } catch (IOException | IllegalStateException gone) {
            LOG.log(Level.FINE, "a reader left", gone);
            end();
        }
    }

    private boolean ready() {
        if (out.isReady()) {
            return true;
        }
        blocked = true;
        blockedSinceNanos = nanoTime.getAsLong();
        return false;
    }

    private boolean writeNext() throws IOException {
        var step = generation.next(at);
        if (step.isPresent()) {
            at = step.get().after();
            out.write(Event.of(step.get(), voice));
            written = true;
            return true;
        }
        if (at.isEnd()) {
            end();
            return false;
        }
        if (beatDue) {
            beatDue = false;
            out.write(Event.BEAT);
            written = true;
            return true;
        }
        return false;
    }

    private void end() {
        if (!over) {
            over = true;
            open = false;
            generation.leave(this);
            async.complete();
        }
    }
}
