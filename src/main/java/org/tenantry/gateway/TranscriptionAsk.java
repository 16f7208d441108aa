package org.tenantry.gateway;

import java.nio.file.Path;
import java.util.List;

/**
 * A recording that a model is to write down. {@code file} is named for its form, such as {@code mp3}, by which providers
 * know it. What was not said is empty; {@code temperature} is a number from 0 to 1 as it was written.
 */
public record TranscriptionAsk(
        String model,
        Path file,
        long bytes,
        String form,
        String language,
        String prompt,
        Format format,
        String temperature,
        List<String> granularities) {
    public TranscriptionAsk {
        granularities = List.copyOf(granularities);
    }

    /** The same of another model. */
    public TranscriptionAsk of(String other) {
        return new TranscriptionAsk(other, file, bytes, form, language, prompt, format, temperature, granularities);
    }

    /** How the words are wanted. */
    public enum Format {
        JSON("json"),
        TEXT("text"),
        SRT("srt"),
        VERBOSE_JSON("verbose_json"),
        VTT("vtt");

        private final String code;

        Format(String code) {
            this.code = code;
        }

        /** As programs and providers write it. */
        public String code() {
            return code;
        }

        public boolean isJson() {
            return this == JSON || this == VERBOSE_JSON;
        }
    }
}
