package org.tenantry.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.tenantry.metering.Budget;
import org.tenantry.values.Figures;
import org.tenantry.values.Money;

/** Words, numbers, money and dates as this reader reads them: {@code #{msg.of('usage.title')}}. */
@Named("msg")
@RequestScoped
public class Messages {
    @Inject
    HttpServletRequest request;

    private Locale locale;
    private Figures figures;

    public String of(String key, Object... arguments) {
        return Words.say(getLocale(), key, arguments);
    }

    /** The word for a constant: {@code #{msg.name('role', row.role())}} says the key {@code role.ADMIN}. */
    public String name(String prefix, Enum<?> constant) {
        return constant == null ? "" : of(prefix + "." + constant.name());
    }

    public boolean has(String key) {
        return Words.has(key);
    }

    public Locale getLocale() {
        if (locale == null) {
            locale = Words.locale(request);
        }
        return locale;
    }

    /** The language of the words, for the {@code lang} of the page. */
    public String getLanguage() {
        return Words.language(getLocale()).getLanguage();
    }

    public ZoneId getZone() {
        return CurrentCaller.of(request).map(person -> person.caller().zone()).orElse(ZoneOffset.UTC);
    }

    /** The same voice for what outlives this request. */
    public Voice voice() {
        return new Voice(getLocale(), getZone());
    }

    /** A whole number, such as tokens, with its thousands set apart. */
    public String number(long number) {
        return figures().number(number);
    }

    /** The length of recordings, to the millisecond. */
    public String audio(long millis) {
        return voice().audio(millis);
    }

    /** A number in short, such as 1.2M or 123.5万. */
    public String compact(long number) {
        return figures().compact(number);
    }

    /** An amount to its last nano: what usage shows. */
    public String money(Money money) {
        return figures().money(money);
    }

    /** An amount to six digits that count, for where the exact one is said nearby. */
    public String brief(Money money) {
        return figures().brief(money);
    }

    /** What a budget counts, as its unit says: an amount of the tenant's currency, or tokens. */
    public String amount(Budget.Unit unit, long amount) {
        return unit == Budget.Unit.MONEY
                ? money(new Money(
                        amount, CurrentCaller.of(request).orElseThrow().caller().currency()))
                : number(amount);
    }

    /** Reads a number as this reader types it; anything else is refused. */
    public BigDecimal read(String typed) {
        return figures().read(typed);
    }

    public String date(Instant at) {
        return figures().date(at);
    }

    public String time(Instant at) {
        return figures().time(at);
    }

    public String day(LocalDate day) {
        return figures().day(day);
    }

    public String month(YearMonth month) {
        return figures().month(month, of("month.pattern"));
    }

    /** The month without its year, as it stands under a chart. */
    public String monthShort(YearMonth month) {
        return figures().month(month, of("month.short.pattern"));
    }

    /** A span of time in days and hours, or in hours and minutes where it is short. */
    public String duration(Duration span) {
        return span.toDays() > 0
                ? of("duration.days", span.toDays(), span.toHoursPart())
                : of("duration.hours", span.toHours(), span.toMinutesPart());
    }

    /** From one day to another, or the one day if both are the same. */
    public String span(LocalDate first, LocalDate last) {
        return figures().span(first, last);
    }

    /** The moment for programs, with the offset of the zone it is shown in. */
    public String iso(Instant at) {
        return figures().iso(at);
    }

    private Figures figures() {
        if (figures == null) {
            figures = new Figures(getLocale(), getZone());
        }
        return figures;
    }
}
