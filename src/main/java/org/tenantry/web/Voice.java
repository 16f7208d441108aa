package org.tenantry.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.tenantry.values.Figures;
import org.tenantry.values.Money;

/** The language and time zone of a reader, for what is said after the request that asked for it is over. */
public record Voice(Locale locale, ZoneId zone) {
    public String of(String key, Object... arguments) {
        return Words.say(locale, key, arguments);
    }

    public boolean has(String key) {
        return Words.has(key);
    }

    public String number(long number) {
        return figures().number(number);
    }

    /** The length of a recording, to the millisecond. */
    public String audio(long millis) {
        return of("audio.length", number(millis / 60_000), figures().seconds(millis % 60_000));
    }

    /** An amount to its last nano. */
    public String money(Money money) {
        return figures().money(money);
    }

    /** An amount to six digits that count. */
    public String brief(Money money) {
        return figures().brief(money);
    }

    public String time(Instant at) {
        return figures().time(at);
    }

    public String iso(Instant at) {
        return figures().iso(at);
    }

    public String day(LocalDate day) {
        return figures().day(day);
    }

    /** From one day to another, or the one day if both are the same. */
    public String span(LocalDate first, LocalDate last) {
        return figures().span(first, last);
    }

    /** A rate in hundredths of a percent, such as 1900 for 19%. */
    public String percent(int basisPoints) {
        return figures().percent(basisPoints);
    }

    /** The language of the words, for the {@code lang} of a document. */
    public String language() {
        return Words.language(locale).getLanguage();
    }

    private Figures figures() {
        return new Figures(locale, zone);
    }
}
