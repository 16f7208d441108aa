package org.tenantry.values;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How numbers, money and dates are written for one language and one time zone. Nothing here is floating point. */
public final class Figures {
    private static final int MOST_DECIMALS = 9;
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private final Locale locale;
    private final ZoneId zone;

    public Figures(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** Seconds, to the millisecond. */
    public String seconds(long millis) {
        return NumberFormat.getNumberInstance(locale).format(BigDecimal.valueOf(millis, 3));
    }

    public String compact(long number) {
        var format = NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(number);
    }

    public String money(Money money) {
        return money(money, money.units());
    }

    public String brief(Money money) {
        return money(money, money.units().round(SIX_DIGITS));
    }

    /** Reads a number with or without thousands set apart; anything else is refused. */
    public BigDecimal read(String typed) {
        var text = typed.strip();
        var format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        format.setParseBigDecimal(true);
        var end = new ParsePosition(0);
        if (format.parse(text, end) instanceof BigDecimal number && end.getIndex() == text.length()) {
            return number;
        }
        throw new InvalidInput("refusal.number.form", typed);
    }

    private String money(Money money, BigDecimal units) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(money.currency());
        format.setMinimumFractionDigits(Math.max(0, money.currency().getDefaultFractionDigits()));
        format.setMaximumFractionDigits(MOST_DECIMALS);
        return format.format(units);
    }

    public String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(at.atZone(zone));
    }

    /** Always on a clock of 24 hours, so that midnight and noon look different everywhere. */
    public String time(Instant at) {
        return date(at) + " "
                + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(at.atZone(zone));
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    /** A month in the order of this language, by one of its patterns. */
    public String month(YearMonth month, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(month);
    }

    public String span(LocalDate first, LocalDate last) {
        return first.equals(last) ? day(first) : day(first) + " – " + day(last);
    }

    /** Hundredths of a percent. */
    public String percent(int basisPoints) {
        var format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(2);
        return format.format(BigDecimal.valueOf(basisPoints, 4));
    }

    public String iso(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone).truncatedTo(ChronoUnit.SECONDS));
    }
}
