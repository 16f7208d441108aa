package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Puts lines together from bytes that are split anywhere, in the midst of a character too. No line passes 1 MiB. */
final class Lines {
    private static final int LONGEST = 1 << 20;

    private final Consumer<String> each;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private boolean returned;
    private boolean first = true;

    Lines(Consumer<String> each) {
        this.each = each;
    }

    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && returned) {
                returned = false;
            } else if (b == '\n' || b == '\r') {
                returned = b == '\r';
                give();
            } else {
                returned = false;
                if (line.size() >= LONGEST) {
                    throw new TooLong();
                }
                line.write(b);
            }
        }
    }

    /** No more comes: gives what is left as a line. */
    void end() {
        if (line.size() > 0) {
            give();
        }
    }

    private void give() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        first = false;
        each.accept(text);
    }

    /** A line or an event is longer than any may be. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("a line is too long", null, false, false);
        }
    }
}
