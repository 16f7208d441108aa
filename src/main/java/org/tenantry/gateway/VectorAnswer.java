package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tenantry.values.TokenUsage;

/**
 * An answer of vectors in any of the forms that there are: OpenAI's {@code data[].embedding}, as numbers or in base64;
 * Ollama's {@code embeddings[]}; or a bare list of lists. Numbers are kept as they will be sent, four bytes each.
 */
final class VectorAnswer extends WholeAnswer implements JsonPush.Ear {
    private static final int MOST_DIMENSIONS = 16_384;
    private static final int LONGEST_TEXT = MOST_DIMENSIONS * 6;
    private static final int FLOAT_BYTES = 4;

    private final byte[][] found;
    private final Consumer<Vectors> vectors;
    private final String[] keys = new String[64];
    private final ByteBuffer number = ByteBuffer.allocate(FLOAT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteArrayOutputStream running = new ByteArrayOutputStream();
    private int depth;
    private boolean reading;
    private int count;
    private long index = -1;
    private byte[] waiting;
    private long prompt = -1;
    private String error;
    private String code = "";

    VectorAnswer(int inputs, Consumer<Vectors> vectors, Hearing hearing) {
        super(hearing);
        this.found = new byte[inputs][];
        this.vectors = vectors;
    }

    @Override
    WireReader reader(String contentType) {
        return new JsonPush(this, LONGEST_TEXT);
    }

    @Override
    public void open(boolean object) {
        if (reading) {
            throw new JsonPush.NotJson(); // vectors of tokens, or what nobody asked for
        }
        depth++;
        keys[depth] = "";
        reading = !object && isVector();
        if (object && isItem()) {
            index = -1;
            waiting = null;
        }
    }

    @Override
    public void close(boolean object) {
        if (reading) {
            reading = false;
            add(running.toByteArray());
            running.reset();
        } else if (object && isItem() && waiting != null) {
            put(index < 0 ? count : index, waiting);
        }
        depth--;
    }

    @Override
    public void key(String name) {
        keys[depth] = name;
    }

    @Override
    public void text(String value) {
        if (reading) {
            throw new JsonPush.NotJson();
        }
        if (depth == 3 && isItem() && keys[3].equals("embedding")) {
            add(decoded(value));
        } else if (depth == 1 && keys[1].equals("error") || depth == 2 && at("error", "message")) {
            error = value;
        } else if (depth == 2 && (at("error", "code") || at("error", "type"))) {
            code += value + " ";
        }
    }

    @Override
    public void bare(String word) {
        if (reading) {
            float each = parsed(word);
            number.clear().putFloat(each);
            if (running.size() >= MOST_DIMENSIONS * FLOAT_BYTES) {
                throw new JsonPush.NotJson();
            }
            running.write(number.array(), 0, FLOAT_BYTES);
        } else if (depth == 3 && isItem() && keys[3].equals("index")) {
            index = whole(word);
        } else if (depth == 2 && at("usage", "prompt_tokens") || depth == 1 && keys[1].equals("prompt_eval_count")) {
            prompt = whole(word);
        }
    }

    /** Where a vector's list begins: the depth is that of its numbers. */
    private boolean isVector() {
        return depth == 4 && isItem(3) && keys[3].equals("embedding")
                || depth == 3 && keys[1].equals("embeddings")
                || depth == 2 && keys[1].isEmpty();
    }

    /** Whether an entry of {@code data} is read. */
    private boolean isItem() {
        return isItem(depth);
    }

    private boolean isItem(int at) {
        return at == 3 && keys[1].equals("data") && keys[2].isEmpty();
    }

    private boolean at(String one, String other) {
        return keys[1].equals(one) && keys[2].equals(other);
    }

    private void add(byte[] vector) {
        if (depth >= 3 && keys[1].equals("data")) {
            waiting = vector;
        } else {
            put(count, vector);
        }
    }

    private void put(long at, byte[] vector) {
        if (at < 0 || at >= found.length || found[(int) at] != null) {
            throw new JsonPush.NotJson();
        }
        found[(int) at] = vector;
        count++;
    }

    private static float parsed(String word) {
        try {
            float each = Float.parseFloat(word);
            if (Float.isFinite(each)) {
                return each;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new JsonPush.NotJson();
    }

    private static long whole(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException notWhole) {
            return -1;
        }
    }

    private static byte[] decoded(String base64) {
        byte[] vector;
        try {
            vector = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new JsonPush.NotJson();
        }
        if (vector.length % FLOAT_BYTES != 0) {
            throw new JsonPush.NotJson();
        }
        var floats = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (floats.hasRemaining()) {
            if (!Float.isFinite(floats.get())) {
                throw new JsonPush.NotJson();
            }
        }
        return vector;
    }

    @Override
    Optional<TokenUsage> made() {
        if (error != null) {
            throw new Told(error, code);
        }
        List<byte[]> all = Arrays.asList(found);
        if (count != found.length || found[0].length == 0) {
            throw new JsonPush.NotJson();
        }
        int length = found[0].length;
        if (all.stream().anyMatch(vector -> vector.length != length)) {
            throw new JsonPush.NotJson();
        }
        vectors.accept(new Vectors(length / FLOAT_BYTES, all));
        return prompt > 0 && prompt <= Wire.MOST_TOKENS ? Optional.of(TokenUsage.of(prompt, 0)) : Optional.empty();
    }
}
