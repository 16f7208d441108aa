package org.tenantry.gateway;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tenantry.models.CustomForm;
import org.tenantry.models.CustomForm.Body;
import org.tenantry.models.Setting;
import org.tenantry.values.TokenUsage;

/** One answer of a server that the operator described: each JSON value in it is looked at by the same pointers. */
final class CustomAnswer extends WireAnswer {
    private static final Set<String> UNFINISHED = Set.of("", "null", "none", "false", "not_finished", "in_progress");

    private final CustomForm form;
    private final StringBuilder said = new StringBuilder();
    private OptionalLong input = OptionalLong.empty();
    private OptionalLong output = OptionalLong.empty();
    private OptionalLong cached = OptionalLong.empty();

    CustomAnswer(CustomForm form, Ask ask, Hearing hearing) {
        super(hearing, ask);
        this.form = form;
    }

    @Override
    WireReader reader(String contentType) {
        if (form.body() == Body.NDJSON) {
            return closing(new NdjsonReader(this::line));
        }
        boolean whole = form.body() == Body.JSON || contentType.startsWith("application/json");
        return whole ? new WholeReader(this::whole) : closing(new SseReader(this::event));
    }

    /** Where nothing else tells the end, the end of the connection does, if anything was said before it. */
    private WireReader closing(WireReader inner) {
        return new WireReader() {
            @Override
            public void feed(ByteBuffer bytes) {
                inner.feed(bytes);
            }

            @Override
            public void end() {
                inner.end();
                if (form.endsByClosing() && said.length() > 0) {
                    complete();
                }
            }
        };
    }

    private void event(String name, String data) {
        if (ends(name) || data.strip().equals("[DONE]")) {
            complete();
        } else if (name.equals("error")) {
            complain(Fields.read(data).orElse(Fields.NONE));
        } else {
            line(data);
        }
    }

    private void line(String line) {
        if (ends(line.strip())) {
            complete();
        } else if (!line.isBlank()) {
            Fields.value(line).ifPresentOrElse(this::look, this::misread);
        }
    }

    private boolean ends(String word) {
        return !form.endWord().isEmpty() && word.equals(form.endWord());
    }

    /** An answer in one piece is whole when its text is where it should be. */
    private void whole(String body) {
        var read = Fields.value(body);
        if (read.isEmpty()) {
            misread();
            return;
        }
        look(read.get());
        if (said.length() == 0 && at(read.get(), Setting.TEXT_AT).isEmpty()) {
            misread();
        }
        complete();
    }

    private void look(JsonValue value) {
        var error = at(value, Setting.ERROR_AT).filter(CustomAnswer::tells);
        if (error.isPresent()) {
            complain(new Fields(
                    Fields.JSON.createObjectBuilder().add("error", error.get()).build()));
            return;
        }
        hear(text(value, Setting.DELTA_AT), text(value, Setting.REASONING_AT));
        soFar(text(value, Setting.TEXT_AT));
        count(value);
        at(value, Setting.FINISH_AT).map(CustomAnswer::word).ifPresent(this::finishes);
        if (at(value, Setting.END_AT).filter(this::isEnd).isPresent()) {
            complete();
        }
    }

    private void hear(String text, String reasoning) {
        said.append(text);
        say(text, reasoning);
    }

    /** A text that grows with each value is heard by what is new in it. */
    private void soFar(String text) {
        if (text.length() > said.length() && text.startsWith(said.toString())) {
            hear(text.substring(said.length()), "");
        }
    }

    private void count(JsonValue value) {
        input = count(value, Setting.INPUT_AT).isPresent() ? count(value, Setting.INPUT_AT) : input;
        output = count(value, Setting.OUTPUT_AT).isPresent() ? count(value, Setting.OUTPUT_AT) : output;
        cached = count(value, Setting.CACHED_AT).isPresent() ? count(value, Setting.CACHED_AT) : cached;
        if (input.isPresent() && output.isPresent()) {
            count(usage(input.getAsLong(), output.getAsLong(), cached.orElse(0)));
        }
    }

    private Optional<TokenUsage> usage(long in, long out, long hit) {
        boolean fit = Math.min(Math.min(in, out), hit) >= 0 && Math.max(Math.max(in, out), hit) <= Wire.MOST_TOKENS;
        long uncached = form.cachedApart() ? in : Math.max(0, in - hit);
        return fit ? Optional.of(new TokenUsage(uncached, hit, 0, out, 0)) : Optional.empty();
    }

    /** A count as it stands there; one that is no count at all is told as negative. */
    private OptionalLong count(JsonValue value, Setting where) {
        var found = at(value, where);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    found.get() instanceof JsonNumber number
                            ? number.bigDecimalValue().longValueExact()
                            : -1);
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.of(-1);
        }
    }

    private void finishes(String reason) {
        var why = reason.toLowerCase(Locale.ROOT);
        if (UNFINISHED.contains(why)) {
            return;
        }
        if (why.contains("length") || why.contains("max_tokens") || why.contains("token_limit")) {
            finish(Ending.LENGTH);
        } else if (why.contains("filter") || why.contains("safety") || why.equals("refusal")) {
            finish(Ending.FILTERED);
        } else {
            finish(Ending.DONE);
        }
    }

    private boolean isEnd(JsonValue value) {
        return form.endIs().isEmpty() ? tells(value) : word(value).equals(form.endIs());
    }

    private static String word(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    /** Whether a value is more than nothing, false, an empty text or an empty object. */
    private static boolean tells(JsonValue value) {
        return !(value == JsonValue.FALSE
                || value instanceof JsonString text && text.getString().isEmpty()
                || value instanceof JsonObject object && object.isEmpty());
    }

    private String text(JsonValue value, Setting where) {
        return at(value, where)
                .filter(JsonString.class::isInstance)
                .map(CustomAnswer::word)
                .orElse("");
    }

    /** What stands there, if anything does. */
    private Optional<JsonValue> at(JsonValue value, Setting where) {
        var pointer = form.pointer(where);
        if (pointer.isEmpty() || !(value instanceof JsonStructure structure)) {
            return Optional.empty();
        }
        try {
            return pointer.filter(p -> p.containsValue(structure))
                    .map(p -> p.getValue(structure))
                    .filter(found -> found != JsonValue.NULL);
        } catch (JsonException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
