package org.tenantry.repeats;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/**
 * What a client calls a request of its own that it may make again, and the SHA-256 (hex) of all that the request says. One
 * to 255 visible ASCII characters.
 */
public record RequestKey(String text, String bodyHash) {
    private static final int LONGEST = 255;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST + "}");

    public RequestKey {
        if (!VISIBLE.matcher(text).matches()) {
            throw new InvalidInput("repeats.refusal.key", LONGEST);
        }
    }

    /** The key of a request by the values of its {@code Idempotency-Key} header; empty without one, refused if two. */
    public static Optional<RequestKey> of(List<String> headers, String method, String path, byte[] body) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            throw new InvalidInput("repeats.refusal.key", LONGEST);
        }
        return Optional.of(new RequestKey(headers.get(0), hash(method, path, body)));
    }

    private static String hash(String method, String path, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
