package org.tenantry.api.manage;

import jakarta.json.JsonObject;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tenantry.api.BadField;

/** Which part of a list is wanted: at most {@code limit} entries (20, up to 200) that follow the one named by {@code after}. */
public class Paging {
    private static final int USUAL = 20;
    private static final int MOST = 200;

    @QueryParam("limit")
    private String limit;

    @QueryParam("after")
    private String after;

    int limit() {
        if (limit == null) {
            return USUAL;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw new BadField("limit", "manage.refusal.limit", MOST);
        }
        return Integer.parseInt(limit);
    }

    /** The number that {@code after} is; 0 where it is not there. */
    long afterNumber() {
        if (after == null) {
            return 0;
        }
        if (!after.matches("[1-9][0-9]{0,17}")) {
            throw unknown();
        }
        return Long.parseLong(after);
    }

    /** A part of a list that is there as a whole; {@code key} is what {@code after} names. */
    <T> JsonObject of(List<T> all, Function<T, ?> key, Function<T, Told> told) {
        int from = after == null
                ? 0
                : IntStream.range(0, all.size())
                                .filter(i -> key.apply(all.get(i)).toString().equals(after))
                                .findFirst()
                                .orElseThrow(Paging::unknown)
                        + 1;
        return part(all.subList(from, Math.min(all.size(), from + limit() + 1)), key, told);
    }

    /** The answer with these entries, of which there is one more than was asked for if the list goes on. */
    <T> JsonObject part(List<T> oneMore, Function<T, ?> key, Function<T, Told> told) {
        var shown = oneMore.stream().limit(limit()).toList();
        boolean more = oneMore.size() > shown.size();
        return new Told()
                .list("data", shown.stream().map(told).toList())
                .put("has_more", more)
                .put("next", more ? key.apply(shown.get(shown.size() - 1)).toString() : null)
                .json();
    }

    private static BadField unknown() {
        return new BadField("after", "manage.refusal.after");
    }
}
