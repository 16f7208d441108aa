package org.tenantry.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.function.Supplier;
import org.tenantry.gateway.Vectors;

/** Writes vectors as OpenAI's embeddings: numbers as they are, or in base64 (32 bits each, the lowest byte first). */
final class VectorsForm extends WholeForm {
    private static final int ABOUT_A_NUMBER = 12;

    private final String model;
    private final boolean base64;
    private final Supplier<Vectors> vectors;
    private final Runnable over;
    private byte[] written;

    VectorsForm(String model, boolean base64, Supplier<Vectors> vectors, Runnable over) {
        this.model = model;
        this.base64 = base64;
        this.vectors = vectors;
        this.over = over;
    }

    @Override
    public byte[] whole(Whole answer) {
        if (written == null) {
            written = write(vectors.get(), answer.usage().prompt());
        }
        return written;
    }

    private byte[] write(Vectors made, long tokens) {
        int each = made.dimensions() * (base64 ? 6 : ABOUT_A_NUMBER) + 64;
        var out = new JsonBytes(each * made.each().size() + 256);
        out.raw("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < made.each().size(); i++) {
            out.raw(i == 0 ? "" : ",")
                    .raw("{\"object\":\"embedding\",\"index\":")
                    .raw(i);
            out.raw(",\"embedding\":");
            vector(made.each().get(i), out);
            out.raw("}");
        }
        out.raw("],\"model\":").text(model).raw(",\"usage\":{\"prompt_tokens\":");
        return out.raw(tokens).raw(",\"total_tokens\":").raw(tokens).raw("}}").bytes();
    }

    private void vector(byte[] numbers, JsonBytes out) {
        if (base64) {
            out.raw("\"").raw(Base64.getEncoder().encode(numbers)).raw("\"");
            return;
        }
        var floats = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        out.raw("[");
        for (int i = 0; floats.hasRemaining(); i++) {
            out.raw(i == 0 ? "" : ",").raw(Float.toString(floats.get()));
        }
        out.raw("]");
    }

    @Override
    public void over() {
        written = null;
        over.run();
    }
}
