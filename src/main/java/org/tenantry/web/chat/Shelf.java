package org.tenantry.web.chat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.tenantry.chat.Conversations;

/** Conversations of about the same age, as the list groups them. */
public record Shelf(Age age, List<Conversations.Row> rows) {
    /** How long ago, by local days. */
    public enum Age {
        TODAY,
        YESTERDAY,
        WEEK,
        MONTH,
        OLDER;

        static Age of(Instant at, LocalDate today, ZoneId zone) {
            var day = at.atZone(zone).toLocalDate();
            if (!day.isBefore(today)) {
                return TODAY;
            }
            if (!day.isBefore(today.minusDays(1))) {
                return YESTERDAY;
            }
            if (!day.isBefore(today.minusDays(7))) {
                return WEEK;
            }
            return day.isBefore(today.minusDays(30)) ? OLDER : MONTH;
        }
    }

    /** Puts rows, newest first, on their shelves. */
    static List<Shelf> of(List<Conversations.Row> rows, Instant now, ZoneId zone) {
        var today = now.atZone(zone).toLocalDate();
        var shelves = new ArrayList<Shelf>();
        for (var row : rows) {
            var age = Age.of(row.updatedAt(), today, zone);
            if (shelves.isEmpty() || shelves.get(shelves.size() - 1).age() != age) {
                shelves.add(new Shelf(age, new ArrayList<>()));
            }
            shelves.get(shelves.size() - 1).rows().add(row);
        }
        return shelves;
    }
}
