package org.tenantry.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tenantry.calls.Sound;
import org.tenantry.gateway.TranscriptionAsk;
import org.tenantry.gateway.TranscriptionAsk.Format;
import org.tenantry.sounds.Recording;
import org.tenantry.values.ModelId;

/**
 * What {@code POST /v1/audio/transcriptions} is sent. {@code millis} is how long the recording is, empty where its file does
 * not tell. Fields that are not known are passed over.
 */
record TranscriptionOrder(String model, TranscriptionAsk ask, Optional<Long> millis) {
    private static final int LONGEST_PROMPT = 10_000;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,20}([_-][A-Za-z0-9]{1,8}){0,3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,20})?");
    private static final Set<String> GRANULARITIES = Set.of("word", "segment");

    /** Forms that providers know, by the endings of files. */
    private static final Set<String> ENDINGS =
            Set.of("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "opus", "wav", "webm", "aac");

    static TranscriptionOrder read(FormData form) throws IOException {
        var model = form.field("model");
        if (model.isEmpty()) {
            throw new BadField("model", "api.refusal.field.missing", "model");
        }
        if (form.field("stream").equalsIgnoreCase("true")) {
            throw new BadField("stream", "api.refusal.unsupported", "stream", "false");
        }
        var file = form.file()
                .filter(sent -> sent.bytes() > 0)
                .orElseThrow(() -> new BadField("file", "api.refusal.field.missing", "file"));
        var recording = Recording.of(file.path());
        var ask = new TranscriptionAsk(
                model,
                file.path(),
                file.bytes(),
                recording.map(Recording::form).orElseGet(() -> ending(form.fileName())),
                fit(form, "language", LANGUAGE),
                prompt(form),
                format(form),
                temperature(form),
                granularities(form));
        return new TranscriptionOrder(model, ask, recording.map(Recording::millis));
    }

    /** What is to be written down by this model. */
    Sound sound(ModelId id, String once) {
        return millis.map(length -> Sound.known(id, ask, length, once)).orElseGet(() -> Sound.unknown(id, ask, once));
    }

    private static String ending(String fileName) {
        var ending = fileName.substring(fileName.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
        if (!ENDINGS.contains(ending)) {
            throw new BadField("file", "calls.refusal.audio.form");
        }
        return ending;
    }

    private static String fit(FormData form, String name, Pattern pattern) {
        var value = form.field(name);
        if (!value.isEmpty() && !pattern.matcher(value).matches()) {
            throw field(name);
        }
        return value;
    }

    private static String prompt(FormData form) {
        var prompt = form.field("prompt");
        if (prompt.length() > LONGEST_PROMPT) {
            throw field("prompt");
        }
        return prompt;
    }

    private static Format format(FormData form) {
        var said = form.field("response_format");
        return said.isEmpty()
                ? Format.JSON
                : Stream.of(Format.values())
                        .filter(format -> format.code().equals(said))
                        .findFirst()
                        .orElseThrow(() -> new BadField(
                                "response_format",
                                "api.refusal.field.choice",
                                "response_format",
                                "json, text, srt, verbose_json, vtt"));
    }

    private static String temperature(FormData form) {
        var said = fit(form, "temperature", NUMBER);
        if (!said.isEmpty() && new BigDecimal(said).compareTo(BigDecimal.ONE) > 0) {
            throw field("temperature");
        }
        return said;
    }

    private static List<String> granularities(FormData form) {
        var all = Stream.concat(
                        form.all("timestamp_granularities[]").stream(), form.all("timestamp_granularities").stream())
                .map(String::strip)
                .distinct()
                .toList();
        if (!GRANULARITIES.containsAll(all)) {
            throw field("timestamp_granularities[]");
        }
        return all;
    }

    private static BadField field(String name) {
        return new BadField(name, "calls.refusal.audio.field", name);
    }
}
