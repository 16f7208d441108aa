package org.tenantry.gateway;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads one JSON value a line. */
final class NdjsonReader implements WireReader {
    private final Lines lines;

    NdjsonReader(Consumer<String> value) {
        lines = new Lines(line -> {
            if (!line.isBlank()) {
                value.accept(line);
            }
        });
    }

    @Override
    public void feed(ByteBuffer bytes) {
        lines.feed(bytes);
    }

    @Override
    public void end() {
        lines.end();
    }
}
