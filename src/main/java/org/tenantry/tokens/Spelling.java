package org.tenantry.tokens;

import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** Tells what tokens spell; the bytes may end in the middle of a character. Empty where one of them is no token. */
public final class Spelling {
    private Spelling() {}

    public static Optional<byte[]> o200k(List<Integer> tokens) {
        var bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            var piece = O200k.ranks().token(token);
            if (piece == null) {
                return Optional.empty();
            }
            bytes.writeBytes(piece);
        }
        return Optional.of(bytes.toByteArray());
    }

    public static Optional<byte[]> cl100k(List<Integer> tokens) {
        var list = new IntArrayList(tokens.size());
        tokens.forEach(list::add);
        try {
            return Optional.of(Cl100k.spell(list));
        } catch (NullPointerException | IllegalArgumentException unknown) { // so the library says it
            return Optional.empty();
        }
    }
}
