package org.tenantry.gateway;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/** Reads server-sent events: gives the name (often empty) and the data of each; comments and other fields say nothing. */
final class SseReader implements WireReader {
    private static final int LONGEST = 1 << 20;

    private final BiConsumer<String, String> each;
    private final Lines lines = new Lines(this::line);
    private final StringBuilder data = new StringBuilder();
    private boolean anyData;
    private String name = "";

    SseReader(BiConsumer<String, String> each) {
        this.each = each;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        lines.feed(bytes);
    }

    /** Gives an event that lacks the empty line after it too: some providers just close. */
    @Override
    public void end() {
        lines.end();
        give();
    }

    private void line(String line) {
        if (line.isEmpty()) {
            give();
            return;
        }
        int colon = line.indexOf(':');
        var field = colon < 0 ? line : line.substring(0, colon);
        int from = colon < 0 ? line.length() : line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        if (field.equals("data")) {
            if (data.length() + line.length() > LONGEST) {
                throw new Lines.TooLong();
            }
            if (anyData) {
                data.append('\n');
            }
            anyData = true;
            data.append(line, from, line.length());
        } else if (field.equals("event")) {
            name = line.substring(from);
        }
    }

    private void give() {
        if (anyData) {
            var text = data.toString();
            data.setLength(0);
            anyData = false;
            var event = name;
            name = "";
            each.accept(event, text);
        }
        name = "";
    }
}
