package org.tenantry.bench;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.tenantry.models.Tokenizers;

/** How fast texts are counted, beside the plain library in the same run: processor time of one thread. */
final class Counts {
    /** One kind of text under one encoding: megabytes a second here and in the library. */
    record Speed(String encoding, String text, double megabytes, double library) {
        double ratio() {
            return megabytes / library;
        }
    }

    /** Characters between two checkpoints of an answer. */
    private static final int CHECKPOINT = 2_000;

    private static final int AT_ONCE = 3_000_000;

    /** What was counted, so that the counting cannot be left out. */
    private long kept;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Encoding> libraries = new LinkedHashMap<>();

    /** English is this project's own documents, Chinese its words, code its sources. */
    Counts(Path project) throws IOException {
        texts.put("English", all(project.resolve("docs"), ".md"));
        texts.put(
                "Chinese",
                Files.readString(project.resolve("src/main/resources/org/tenantry/words/Words_zh.properties"))
                        .lines()
                        .filter(line -> line.codePoints().anyMatch(Character::isIdeographic))
                        .map(line -> line.substring(line.indexOf('=') + 1))
                        .collect(Collectors.joining("\n")));
        texts.put("code", all(project.resolve("src/main/java/org/tenantry/metering"), ".java"));
        var registry = Encodings.newLazyEncodingRegistry();
        libraries.put("o200k_base", registry.getEncoding(EncodingType.O200K_BASE));
        libraries.put("cl100k_base", registry.getEncoding(EncodingType.CL100K_BASE));
    }

    /** Medians of so many rounds in turn, after two to warm up. */
    List<Speed> speeds(int rounds) {
        var speeds = new ArrayList<Speed>();
        libraries.forEach((name, library) -> texts.forEach((kind, text) -> {
            var own = new ArrayList<Double>();
            var plain = new ArrayList<Double>();
            for (int round = -2; round < rounds; round++) {
                double here = speed(text, one -> Tokenizers.text(name, one));
                double there = speed(text, library::countTokensOrdinary);
                if (round >= 0) {
                    own.add(here);
                    plain.add(there);
                }
            }
            speeds.add(new Speed(name, kind, Bench.quantile(own, 0.5), Bench.quantile(plain, 0.5)));
        }));
        return speeds;
    }

    /** Milliseconds of processor time for a megabyte of the text that is worst of those known. */
    double worstMillis() {
        double worst = 0;
        var random = new Random(7);
        var letters = new StringBuilder();
        var chinese = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
            chinese.append((char) (0x4E00 + random.nextInt(8_000)));
        }
        var hostile = List.of(
                "a".repeat(1_000_000),
                " ".repeat(1_000_000),
                "\n".repeat(1_000_000),
                "好".repeat(333_333),
                letters.toString(),
                chinese.substring(0, 333_333));
        for (int round = 0; round < 3; round++) {
            worst = 0;
            for (var text : hostile) {
                long from = time();
                kept += Tokenizers.text("o200k_base", text);
                worst = Math.max(worst, (time() - from) / 1e6);
            }
        }
        return worst;
    }

    /** How many times as long an answer of so many characters takes, counted at every checkpoint, as it takes counted once. */
    double streamed(int characters) {
        var text = texts.get("English");
        var whole = text.repeat(characters / text.length() + 1).substring(0, characters);
        double ratio = 0;
        for (int round = 0; round < 3; round++) {
            long from = time();
            kept += Tokenizers.text("o200k_base", whole);
            long once = time() - from;
            from = time();
            var counter = Tokenizers.counter("o200k_base");
            for (int at = 0; at < characters; at += CHECKPOINT) {
                counter.add(whole.substring(at, Math.min(characters, at + CHECKPOINT)));
                kept += counter.total();
            }
            ratio = (double) (time() - from) / once;
        }
        return ratio;
    }

    private double speed(String text, ToLongFunction<String> count) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        int times = Math.max(1, AT_ONCE / bytes);
        long from = time();
        for (int i = 0; i < times; i++) {
            kept += count.applyAsLong(text);
        }
        return (double) bytes * times / (time() - from) * 1_000;
    }

    private static long time() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String all(Path folder, String ending) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(one -> one.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
