package org.tenantry.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.chat.Change;
import org.tenantry.chat.Spoken;
import org.tenantry.web.Voice;

/** One reader of an answer on a line that takes what it is told to take. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GenerationFeedTest {
    private final Spoken spoken = new Spoken();
    private final Line line = new Line();
    private long nanos;
    private boolean completed;

    @BeforeEach
    void a_reader() throws IOException {
        new GenerationFeed(
                        context(),
                        spoken.generation,
                        Change.Cursor.START,
                        new Voice(Locale.ENGLISH, ZoneOffset.UTC),
                        () -> nanos)
                .begin();
        line.taken();
    }

    @Test
    void what_is_said_is_on_the_line_at_once_and_the_end_closes_it() {
        spoken.say("Hello\n");
        assertThat(line.heard()).contains(": beat").contains("event: block").contains("Hello");
        assertThat(line.flushed).isEqualTo(line.heard().length());
        spoken.finish();
        assertThat(line.heard()).contains("event: done").endsWith("\n\n");
        assertThat(completed).isTrue();
        assertThat(spoken.isWatched()).isFalse();
    }

    @Test
    void a_slow_line_is_told_the_latest_and_nothing_waits_in_between() {
        line.open = false;
        spoken.say("a ");
        int before = line.heard().length();
        for (int i = 0; i < 1_000; i++) {
            spoken.say("word ");
        }
        assertThat(line.heard().length() - before).isLessThan(200);
        line.open = true;
        line.taken();
        assertThat(line.heard().substring(before).split("event: block")).hasSize(2);
        assertThat(line.heard()).contains("word ".repeat(999) + "word");
    }

    @Test
    void one_that_takes_nothing_for_half_a_minute_is_dropped() {
        line.open = false;
        spoken.say("a ");
        spoken.say("b ");
        nanos = 29_000_000_000L;
        spoken.beat();
        assertThat(completed).isFalse();
        nanos = 31_000_000_000L;
        spoken.beat();
        assertThat(completed).isTrue();
        assertThat(spoken.isWatched()).isFalse();
        spoken.say("and nobody is told");
        assertThat(line.heard()).doesNotContain("nobody");
    }

    @Test
    void one_that_takes_something_in_time_stays() {
        line.open = false;
        spoken.say("a ");
        nanos = 29_000_000_000L;
        line.open = true;
        line.taken();
        line.open = false;
        spoken.say("b ");
        nanos = 50_000_000_000L;
        spoken.beat();
        assertThat(completed).isFalse();
    }

    @Test
    void a_quiet_line_is_seen_to_be_alive() {
        int before = line.heard().length();
        spoken.beat();
        assertThat(line.heard().substring(before)).isEqualTo(": beat\n\n");
    }

    @Test
    void one_that_has_gone_is_forgotten() {
        line.broken = true;
        spoken.say("Hello\n");
        assertThat(spoken.isWatched()).isFalse();
        assertThat(completed).isTrue();
    }

    private AsyncContext context() {
        return fake(AsyncContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getResponse" -> fake(ServletResponse.class, (p, m, a) -> line);
            case "complete" -> {
                completed = true;
                yield null;
            }
            default -> null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A line that is open, full or broken. */
    private static final class Line extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private WriteListener listener;
        private boolean open = true;
        private boolean broken;
        private int flushed;

        String heard() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        void taken() {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isReady() {
            return open;
        }

        @Override
        public void setWriteListener(WriteListener writeListener) {
            listener = writeListener;
        }

        @Override
        public void write(int b) throws IOException {
            if (broken) {
                throw new IOException("gone");
            }
            bytes.write(b);
        }

        @Override
        public void flush() {
            flushed = bytes.size();
        }
    }
}
