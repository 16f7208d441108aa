package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a body that is one value, given when it has ended; no more than 1 MiB. */
final class WholeReader implements WireReader {
    private static final int LONGEST = 1 << 20;

    private final Consumer<String> value;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    WholeReader(Consumer<String> value) {
        this.value = value;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        if (body.size() + bytes.remaining() > LONGEST) {
            throw new Lines.TooLong();
        }
        var part = new byte[bytes.remaining()];
        bytes.get(part);
        body.writeBytes(part);
    }

    @Override
    public void end() {
        value.accept(body.toString(StandardCharsets.UTF_8));
    }
}
