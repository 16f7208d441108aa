package org.tenantry.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.nio.charset.StandardCharsets;

/** Counts as {@code cl100k_base} does, for which the library has code instead of a pattern. Read when first needed. */
final class Cl100k {
    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    private Cl100k() {}

    static long count(String text) {
        return ENCODING.countTokensOrdinary(isWhole(text) ? text : whole(text));
    }

    /** The bytes that these tokens are; refused where one is none. */
    static byte[] spell(IntArrayList tokens) {
        return ENCODING.decodeBytes(tokens);
    }

    /** The library refuses half a character, which then is a question mark, as everywhere in Java. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static boolean isWhole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSurrogatePair(text.charAt(at), at + 1 < text.length() ? text.charAt(at + 1) : 0)) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }
}
