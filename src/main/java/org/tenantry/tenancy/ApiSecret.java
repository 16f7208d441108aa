package org.tenantry.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/**
 * The secret of an API key as a program sends it: {@code sk-<public id>_<secret>}. The secret part has 256 random
 * bits, so one round of SHA-256 is enough to keep it.
 */
record ApiSecret(String text) {
    private static final Pattern FORM = Pattern.compile("sk-([0-9A-Za-z]{8})_([0-9A-Za-z]{32,})");
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** 43 letters of base 62 hold 256 bits. */
    private static final int SECRET_LETTERS = 43;

    private static final SecureRandom RANDOM = new SecureRandom();

    ApiSecret {
        if (text == null || !FORM.matcher(text).matches()) {
            throw new InvalidInput("refusal.apiKey.form");
        }
    }

    static ApiSecret generate() {
        return new ApiSecret("sk-" + letters(8) + "_" + letters(SECRET_LETTERS));
    }

    String publicId() {
        return text.substring(3, 11);
    }

    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the same time wherever the difference is. */
    boolean hashesTo(String stored) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
    }

    /** A secret is never written anywhere by accident. */
    @Override
    public String toString() {
        return "sk-" + publicId() + "_…";
    }

    private static String letters(int count) {
        var letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return letters.toString();
    }
}
