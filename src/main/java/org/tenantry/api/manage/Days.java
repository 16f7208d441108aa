package org.tenantry.api.manage;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.tenantry.api.BadField;

/** Some days of a company's own calendar, both ends included, as an address names them: {@code from=2026-01-01}. */
record Days(LocalDate first, LocalDate last) {
    private static final int MOST = 366;

    static Days of(String from, String to) {
        var days = new Days(day("from", from), day("to", to));
        if (days.first.isAfter(days.last) || days.first.plusDays(MOST).isBefore(days.last.plusDays(1))) {
            throw new BadField("to", "manage.refusal.days", MOST);
        }
        return days;
    }

    private static LocalDate day(String name, String text) {
        if (text == null) {
            throw new BadField(name, "manage.refusal.missing", name);
        }
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException unreadable) {
            // told below
        }
        throw new BadField(name, "manage.refusal.day", name);
    }
}
