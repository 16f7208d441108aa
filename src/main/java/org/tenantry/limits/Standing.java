package org.tenantry.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How much of a minute's requests and tokens is left to somebody, of all limits that apply the tightest. */
public record Standing(Optional<Room> requests, Optional<Room> tokens) {
    public static final Standing FREE = new Standing(Optional.empty(), Optional.empty());

    /** A limit, what is left of it, and after how many milliseconds all of it is there again if nothing more is asked. */
    public record Room(long limit, long remaining, long resetMillis) {}

    /** The headers that programs read; none for what is not limited. */
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        requests.ifPresent(room -> put(headers, "requests", room));
        tokens.ifPresent(room -> put(headers, "tokens", room));
        return headers;
    }

    private static void put(Map<String, String> headers, String what, Room room) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(room.limit()));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(room.remaining()));
        headers.put("x-ratelimit-reset-" + what, span(room.resetMillis()));
    }

    /** As {@code 1s}, {@code 1.5s}, {@code 12ms} or {@code 0s}. */
    static String span(long millis) {
        if (millis > 0 && millis < 1_000) {
            return millis + "ms";
        }
        long tenths = (millis + 99) / 100;
        return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
    }
}
