package org.tenantry.models;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The family of models that shares a tokenizer, as its names tell it: {@code qwen} and version 3 for {@code Qwen/Qwen3-8B}
 * as for a file {@code qwen3.json}.
 */
record Family(String name, String version) {
    private static final Pattern NAMES = Pattern.compile(
            "(qwen|qwq|llama|mistral|mixtral|ministral|phi|deepseek|gemma|glm|kimi|yi|internlm|granite|command|falcon|smollm|minimax|baichuan|ernie|hunyuan|olmo)"
                    + "(?:[-_ ]?([vr]?\\d+))?");

    /** A model that was taught by another has its own family's tokenizer, which its name tells last. */
    private static final String TAUGHT = "distill";

    /** The file that fits a model of that name: of its family, and of its version if the file's name tells one. */
    static Optional<String> fitting(String model, List<String> files) {
        return of(model).flatMap(family -> files.stream()
                .filter(file -> of(file).filter(family::takes).isPresent())
                .max(Comparator.comparing((String file) ->
                                of(file).orElseThrow().version().length())
                        .thenComparing(file -> plain(model).contains(plain(file)))
                        .thenComparing(Comparator.<String>reverseOrder())));
    }

    static Optional<Family> of(String text) {
        var name = text.toLowerCase(Locale.ROOT);
        name = name.substring(name.lastIndexOf('/') + 1);
        int taught = name.indexOf(TAUGHT);
        var matcher = NAMES.matcher(taught < 0 ? name : name.substring(taught));
        while (matcher.find()) {
            boolean begins = matcher.start() == 0
                    || !Character.isLetter(matcher.group().charAt(0))
                    || matcher.group(1).length() > 3
                    || !Character.isLetter(name.charAt(Math.max(0, taught) + matcher.start() - 1));
            if (begins) {
                return Optional.of(new Family(
                        matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("")));
            }
        }
        return Optional.empty();
    }

    /** A file without a version is meant for all of its family. */
    private boolean takes(Family file) {
        return file.name.equals(name) && (file.version.isEmpty() || file.version.equals(version));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
