package org.tenantry.payments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The code of a voucher: sixteen letters and digits that cannot be mistaken for each other, in groups of four; 80 bits of
 * chance. Whoever types it may use small letters, spaces or other dashes, O for 0 and I or L for 1.
 */
public record VoucherCode(String letters) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    private static final int LONGEST_TYPED = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    static VoucherCode next() {
        return new VoucherCode(letters(LENGTH));
    }

    /** Letters and digits by chance, five bits each. */
    static String letters(int count) {
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    /** What was typed, as it is printed; what is no code at all is a code that nobody has. */
    static VoucherCode typed(String text) {
        var cut = text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST_TYPED));
        return new VoucherCode(Normalizer.normalize(cut, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replaceAll("[IL]", "1")
                .replaceAll("[^0-9A-Z]", ""));
    }

    /** All that is kept of it. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(letters.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** As it is printed. */
    String printed() {
        return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** Says nothing of the code, so that no log does. */
    @Override
    public String toString() {
        return "VoucherCode";
    }
}
