package org.tenantry.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tenantry.values.Refusal;

/**
 * A form with one file of at most 25 MiB and up to 64 fields of 64 KiB each. Whoever reads it closes it; then the file is
 * gone.
 */
final class FormData implements AutoCloseable {
    static final long MOST_FILE_BYTES = 25L << 20;

    private static final long MOST_BYTES = MOST_FILE_BYTES + (1 << 20);
    private static final int MOST_PARTS = 65;
    private static final int LONGEST_FIELD = 64 << 10;
    private static final Pattern TYPE = Pattern.compile(
            "multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"\\r\\n]{1,70})\"|([^;\\s\"]{1,70})).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename");

    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private Upload file;
    private String fileName = "";

    private static Pattern parameter(String name) {
        return Pattern.compile(
                ";\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.){0,1000})\"|([^;\\s\"]{1,1000}))",
                Pattern.CASE_INSENSITIVE);
    }

    private FormData() {}

    static FormData read(HttpServletRequest request, Supplier<Upload> files) throws IOException {
        var coded = request.getHeader("Content-Encoding");
        if (coded != null && !"identity".equalsIgnoreCase(coded)) {
            throw new Refusal(415, "api.refusal.form.type");
        }
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        return read(request.getContentType(), request.getInputStream(), files);
    }

    static FormData read(String contentType, InputStream in, Supplier<Upload> files) throws IOException {
        var type = TYPE.matcher(contentType == null ? "" : contentType);
        if (!type.matches()) {
            throw new Refusal(415, "api.refusal.form.type");
        }
        var form = new FormData();
        boolean whole = false;
        try {
            form.read(new Parts(in, type.group(1) == null ? type.group(2) : type.group(1), MOST_BYTES), files);
            whole = true;
            return form;
        } finally {
            if (!whole) {
                form.close();
            }
        }
    }

    private void read(Parts parts, Supplier<Upload> files) throws IOException {
        parts.copy(OutputStream.nullOutputStream());
        for (int i = 0; parts.more(); i++) {
            if (i == MOST_PARTS) {
                throw new BadField("", "api.refusal.form.many", MOST_PARTS - 1);
            }
            var head = parts.head().getOrDefault("content-disposition", "");
            var name = found(NAME, head).orElseThrow(() -> new BadField("", "api.refusal.form.broken"));
            if (!name.equals("file")) {
                fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value(parts, name));
                continue;
            }
            if (file != null) {
                throw new BadField("file", "api.refusal.form.files");
            }
            file = files.get();
            fileName = found(FILE_NAME, head).orElse("");
            parts.copy(file.out());
            file.finish();
        }
    }

    private static String value(Parts parts, String name) throws IOException {
        var value = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                if (count + length > LONGEST_FIELD) {
                    throw new BadField(name, "calls.refusal.audio.field", name);
                }
                super.write(bytes, from, length);
            }
        };
        parts.copy(value);
        return value.toString(StandardCharsets.UTF_8);
    }

    private static Optional<String> found(Pattern pattern, String head) {
        var matcher = pattern.matcher(head);
        return matcher.find()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }

    static Refusal tooLarge() {
        return new Refusal(413, "calls.refusal.audio.large", MOST_FILE_BYTES >> 20);
    }

    /** The last that was said of a field; empty without it. */
    String field(String name) {
        var values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(values.size() - 1).strip();
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    Optional<Upload> file() {
        return Optional.ofNullable(file);
    }

    /** As its sender calls it: never used as a name of ours. */
    String fileName() {
        return fileName;
    }

    /** All that it says, however it was cut into parts. */
    byte[] says() {
        var says = new StringBuilder();
        fields.forEach((name, values) -> values.forEach(value -> says.append(name.length())
                .append(' ')
                .append(name)
                .append(value.length())
                .append(' ')
                .append(value)));
        if (file != null) {
            says.append(HexFormat.of().formatHex(file.digest())).append(' ').append(fileName);
        }
        return says.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
