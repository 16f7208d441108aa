package org.tenantry.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tenantry.values.Refusal;

/**
 * Reads a body of {@code multipart/form-data} part after part, with one page of it in memory: at most so many bytes in all
 * and for at most five minutes. Begin with {@link #copy}, which passes over what stands before the first part; then, while
 * there is {@link #more}, read a {@link #head} and {@link #copy} what it is of.
 */
final class Parts {
    private static final int PAGE = 64 << 10;
    private static final int LONGEST_HEAD = 8 << 10;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final InputStream in;
    private final byte[] end;
    private final long most;
    private final byte[] page = new byte[PAGE];
    private final long sinceNanos = System.nanoTime();
    private int from;
    private int to;
    private long all;

    Parts(InputStream in, String boundary, long most) {
        this.in = in;
        this.end = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.most = most;
        page[to++] = '\r';
        page[to++] = '\n';
    }

    /** Writes what comes before the end of this part, and passes over that. */
    void copy(OutputStream out) throws IOException {
        while (true) {
            int found = find();
            if (found >= 0) {
                out.write(page, from, found - from);
                from = found + end.length;
                return;
            }
            int sure = Math.max(from, to - end.length + 1);
            out.write(page, from, sure - from);
            from = sure;
            fill();
        }
    }

    /** Whether another part follows the end that was passed over. */
    boolean more() throws IOException {
        int one = read();
        int other = read();
        if (one == '-' && other == '-') {
            return false;
        }
        while ((one == ' ' || one == '\t') && other != -1) {
            one = other;
            other = read();
        }
        if (one != '\r' || other != '\n') {
            throw broken();
        }
        return true;
    }

    /** The headers of a part, by their names in small letters. */
    Map<String, String> head() throws IOException {
        var headers = new HashMap<String, String>();
        int length = 0;
        for (var line = line(LONGEST_HEAD); !line.isEmpty(); line = line(LONGEST_HEAD - length)) {
            length += line.length() + 2;
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw broken();
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line(int longest) throws IOException {
        var line = new byte[Math.max(0, longest)];
        int length = 0;
        for (int b = read(); b != '\n'; b = read()) {
            if (length == line.length) {
                throw broken();
            }
            line[length++] = (byte) b;
        }
        if (length == 0 || line[length - 1] != '\r') {
            throw broken();
        }
        return new String(line, 0, length - 1, StandardCharsets.UTF_8);
    }

    private int find() {
        for (int at = from; at <= to - end.length; at++) {
            int same = 0;
            while (same < end.length && page[at + same] == end[same]) {
                same++;
            }
            if (same == end.length) {
                return at;
            }
        }
        return -1;
    }

    private int read() throws IOException {
        if (from == to) {
            fill();
        }
        return page[from++] & 0xff;
    }

    /** Reads on; what was not used yet stays. */
    private void fill() throws IOException {
        System.arraycopy(page, from, page, 0, to - from);
        to -= from;
        from = 0;
        int read = in.read(page, to, page.length - to);
        if (read <= 0) {
            throw broken();
        }
        to += read;
        all += read;
        if (all > most) {
            throw new Refusal(413, "calls.refusal.audio.large", FormData.MOST_FILE_BYTES >> 20);
        }
        if (System.nanoTime() - sinceNanos > LONGEST_NANOS) {
            throw new BadField("", "api.refusal.form.slow");
        }
    }

    private static BadField broken() {
        return new BadField("", "api.refusal.form.broken");
    }
}
