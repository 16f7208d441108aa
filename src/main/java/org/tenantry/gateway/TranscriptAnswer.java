package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tenantry.values.TokenUsage;

/**
 * A transcript as it comes in: plain words as they are, JSON with the fields that every client knows and no other. A server
 * that knows no formats and answers in JSON when plain text was asked for is borne with.
 */
final class TranscriptAnswer extends WholeAnswer implements JsonPush.Ear {
    private static final Set<String> KNOWN =
            Set.of("task", "language", "duration", "text", "segments", "words", "logprobs");
    private static final int LONGEST_TEXT = 8 << 20;
    private static final int MOST_BYTES = 16 << 20;

    /** No recording is longer, in seconds. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(1_000_000);

    private static final BigDecimal SHORTEST = new BigDecimal("0.0001");

    private final TranscriptionAsk.Format format;
    private final Consumer<Transcript> words;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String[] keys = {"", "", ""};
    private boolean json;
    private boolean wanted;
    private boolean first = true;
    private int depth;
    private String text;
    private String error;
    private String code = "";
    private BigDecimal duration;
    private BigDecimal counted;

    TranscriptAnswer(TranscriptionAsk.Format format, Consumer<Transcript> words, Hearing hearing) {
        super(hearing);
        this.format = format;
        this.words = words;
    }

    @Override
    WireReader reader(String contentType) {
        json = format.isJson() || contentType.startsWith("application/json");
        if (json) {
            return new JsonPush(this, LONGEST_TEXT);
        }
        if (contentType.startsWith("text/html")) {
            throw new JsonPush.NotJson();
        }
        return new Plain();
    }

    /** Plain words. */
    private final class Plain implements WireReader {
        @Override
        public void feed(ByteBuffer bytes) {
            var part = new byte[bytes.remaining()];
            bytes.get(part);
            write(part);
        }

        @Override
        public void end() {
            // any words will do, and none
        }
    }

    @Override
    public void open(boolean object) {
        if (depth == 0 && !object) {
            throw new JsonPush.NotJson();
        }
        begin(object ? "{" : "[");
        first = true;
        depth++;
        if (depth < keys.length) {
            keys[depth] = "";
        }
    }

    @Override
    public void close(boolean object) {
        depth--;
        if (wanted || depth == 0) {
            write(object ? "}" : "]");
        }
        first = false;
    }

    @Override
    public void key(String name) {
        if (depth < keys.length) {
            keys[depth] = name;
        }
        if (depth == 1) {
            wanted = KNOWN.contains(name);
        }
        if (wanted) {
            write((first ? "" : ",") + quoted(name) + ":");
            first = true;
        }
    }

    @Override
    public void text(String value) {
        if (depth == 1 && keys[1].equals("text")) {
            text = value;
        } else if (depth == 1 && keys[1].equals("duration")) {
            duration = seconds(value);
        } else if (depth == 1 && keys[1].equals("error") || at("error", "message")) {
            error = value;
        } else if (at("error", "code") || at("error", "type")) {
            code += value + " ";
        }
        begin(wanted ? quoted(value) : "");
        first = false;
    }

    @Override
    public void bare(String word) {
        if (depth == 1 && keys[1].equals("duration")) {
            duration = seconds(word);
        } else if (at("usage", "seconds")) {
            counted = seconds(word);
        }
        begin(word);
        first = false;
    }

    private boolean at(String one, String other) {
        return depth == 2 && keys[1].equals(one) && keys[2].equals(other);
    }

    /** A value, after whatever stands before it in its list. */
    private void begin(String value) {
        if (wanted || depth == 0) {
            write((first ? "" : ",") + value);
        }
    }

    private void write(String part) {
        write(part.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] part) {
        if (out.size() + part.length > MOST_BYTES) {
            throw new JsonPush.NotJson();
        }
        out.writeBytes(part);
    }

    private static String quoted(String value) {
        return Fields.JSON.createValue(value).toString();
    }

    /** Null where it cannot be a length of time. */
    private static BigDecimal seconds(String word) {
        try {
            var seconds = new BigDecimal(word.strip());
            boolean sane = seconds.compareTo(SHORTEST) > 0 && seconds.compareTo(LONGEST) <= 0;
            return sane ? seconds : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Override
    Optional<TokenUsage> made() {
        if (json && error != null && text == null) {
            throw new Told(error, code);
        }
        if (json && text == null || json && !format.isJson() && format != TranscriptionAsk.Format.TEXT) {
            throw new JsonPush.NotJson();
        }
        words.accept(new Transcript(format, body()));
        var told = counted != null ? counted : duration;
        return Optional.ofNullable(told)
                .map(seconds -> seconds.movePointRight(3)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact())
                .map(TokenUsage::audio);
    }

    /** Plain words are made whole where a character of theirs is not. */
    private byte[] body() {
        if (json && !format.isJson()) {
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        }
        return json ? out.toByteArray() : out.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }
}
