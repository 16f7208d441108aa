package org.tenantry.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tenantry.guard.Exchange;
import org.tenantry.guard.Incoming;

/**
 * An answer of a provider as it went over the wire: status, headers, an empty line, the body. Headers of the file's own:
 * {@code X-Fate} says how the connection ended, {@code X-Line-Ends: CRLF} and {@code X-Bom: yes} change the body.
 */
record WireFile(int status, Map<String, String> headers, byte[] body) {
    private static final Path ROOT = Path.of("src/test/resources/providers");

    static List<String> names(String form) {
        try (var files = Files.list(ROOT.resolve(form))) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WireFile read(String form, String name) {
        try {
            var text = Files.readString(ROOT.resolve(form).resolve(name + ".txt"));
            int gap = text.indexOf("\n\n");
            var lines = text.substring(0, gap).split("\n");
            var headers = new HashMap<String, String>();
            for (int i = 1; i < lines.length; i++) {
                var header = lines[i].split(": ", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
            var body = text.substring(gap + 2);
            if (headers.containsKey("x-line-ends")) {
                body = body.replace("\n", "\r\n");
            }
            if (headers.containsKey("x-bom")) {
                body = "\uFEFF" + body;
            }
            int status = Integer.parseInt(lines[0].replace("HTTP/1.1 ", ""));
            return new WireFile(status, headers, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plays it to an answer in pieces of these sizes; the rest comes in one. */
    void play(Incoming answer, int... pieces) {
        var line = new Line();
        answer.head(line, status, name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
        int at = 0;
        for (int piece : pieces) {
            at = give(answer, line, at, piece);
        }
        give(answer, line, at, body.length - at);
        answer.over(line.fate != null ? line.fate : Incoming.Fate.valueOf(headers.getOrDefault("x-fate", "WHOLE")));
    }

    /** Plays so many bytes of it, after which whoever asked has left. */
    void leave(Incoming answer, int length) {
        var line = new Line();
        answer.head(line, status, name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
        give(answer, line, 0, length);
        answer.over(line.fate != null ? line.fate : Incoming.Fate.CANCELLED);
    }

    private int give(Incoming answer, Line line, int at, int length) {
        if (line.fate == null && length > 0) {
            answer.body(ByteBuffer.wrap(body, at, length));
        }
        return at + length;
    }

    /** A connection that only remembers how it was ended. */
    private static final class Line implements Exchange {
        private Incoming.Fate fate;

        @Override
        public void cancel() {
            fate = fate == null ? Incoming.Fate.CANCELLED : fate;
        }

        @Override
        public void enough() {
            fate = fate == null ? Incoming.Fate.WHOLE : fate;
        }

        @Override
        public void hurry() {}
    }
}
