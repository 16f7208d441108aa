package org.tenantry.values;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes time-ordered ids (UUID version 7) and reads ids from outside. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Clock WALL = Clock.systemUTC();
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ids() {}

    public static UUID next() {
        long high = (WALL.millis() << 16) | 0x7000L | (RANDOM.nextInt() & 0xFFFL);
        long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Reads an id; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static UUID parse(String text) {
        var lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(lower).matches()) {
            throw new NotFound();
        }
        return UUID.fromString(lower);
    }
}
