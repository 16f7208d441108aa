package org.tenantry.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.tenantry.values.Refusal;

/**
 * Reads the bodies of requests within bounds: at most {@code tenantry.api.body.mib} mebibytes each (32, unless it says
 * otherwise), and all that are being read at a time at most a quarter of the memory.
 */
@ApplicationScoped
class Bodies {
    private static final int USUAL_MIB = 32;
    private static final int MOST_MIB = 256;
    private static final int PIECE = 1 << 20;

    private int mostBytes = USUAL_MIB << 20;
    private Semaphore kibibytes = new Semaphore(1 << 16);

    @Inject
    void configure(Config config) {
        int said =
                config.getOptionalValue("tenantry.api.body.mib", Integer.class).orElse(USUAL_MIB);
        mostBytes = Math.min(MOST_MIB, Math.max(1, said)) << 20;
        long quarter = Runtime.getRuntime().maxMemory() / 4 >> 10;
        kibibytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, Math.max(quarter, (mostBytes >> 10) + 1)));
    }

    /** Reads a JSON body and tells what is made of it, while its memory is set aside. */
    <T> T json(HttpServletRequest request, Function<byte[], T> use) throws IOException {
        var type = request.getContentType();
        if (type != null && !isJson(type.toLowerCase(Locale.ROOT))) {
            throw new Refusal(415, "api.error.415");
        }
        return read(request, mostBytes, use);
    }

    /** Reads any body of at most so many bytes. */
    <T> T read(HttpServletRequest request, int most, Function<byte[], T> use) throws IOException {
        if (request.getHeader("Content-Encoding") != null
                && !"identity".equalsIgnoreCase(request.getHeader("Content-Encoding"))) {
            throw new Refusal(415, "api.error.415");
        }
        long told = request.getContentLengthLong();
        if (told > most) {
            throw new Refusal(413, "api.refusal.tooLarge", most >> 20);
        }
        var in = request.getInputStream();
        var body = in.readNBytes(PIECE);
        int apart = 0;
        try {
            for (var more = body; more.length == PIECE; ) {
                if (!kibibytes.tryAcquire(PIECE >> 10)) {
                    throw new Refusal(503, "api.error.503");
                }
                apart += PIECE >> 10;
                more = in.readNBytes(PIECE);
                if (body.length + more.length > most) {
                    throw new Refusal(413, "api.refusal.tooLarge", most >> 20);
                }
                body = joined(body, more);
            }
            return use.apply(body);
        } finally {
            kibibytes.release(apart);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static boolean isJson(String type) {
        var media = type.contains(";") ? type.substring(0, type.indexOf(';')).strip() : type.strip();
        return media.equals("application/json") || media.startsWith("application/") && media.endsWith("+json");
    }
}
