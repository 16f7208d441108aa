package org.tenantry.plans;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;

/**
 * What an operator says about one version of a plan, checked whole. Amounts are units of the currency for one period:
 * at most a billion, at most nine decimals, and the base and the seat fee at most the currency's own digits, because
 * they stand on invoices as they are. {@code mostSeats}, {@code requestsPerMinute} and {@code streams} are 0 where there
 * is no limit. {@code models} and {@code plugins} count only where not every one is included.
 */
public record PlanForm(
        String currency,
        String summary,
        BigDecimal baseFee,
        BigDecimal seatFee,
        int includedSeats,
        int mostSeats,
        BigDecimal allowance,
        Terms.AllowanceScope allowanceScope,
        BigDecimal rolloverCap,
        Cycle cycle,
        int trialDays,
        BigDecimal trialAllowance,
        BigDecimal creditLine,
        int requestsPerMinute,
        int streams,
        boolean everyModel,
        Set<UUID> models,
        boolean everyPlugin,
        Set<String> plugins) {
    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_PLUGIN = 100;
    private static final int LONGEST_TRIAL = 365;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int MOST_STREAMS = 100_000;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    public PlanForm {
        var money = known(currency);
        currency = money.getCurrencyCode();
        summary = line(summary, LONGEST_SUMMARY, "plans.refusal.summary");
        int digits = money.getDefaultFractionDigits();
        baseFee = amount(baseFee, digits, "baseFee");
        seatFee = amount(seatFee, digits, "seatFee");
        allowance = amount(allowance, 9, "allowance");
        rolloverCap = amount(rolloverCap, 9, "rolloverCap");
        trialAllowance = amount(trialAllowance, 9, "trialAllowance");
        creditLine = amount(creditLine, 9, "creditLine");
        whole(includedSeats, 1, Terms.MOST_SEATS, "includedSeats");
        whole(mostSeats, 0, Terms.MOST_SEATS, "mostSeats");
        whole(trialDays, 0, LONGEST_TRIAL, "trialDays");
        whole(requestsPerMinute, 0, MOST_REQUESTS, "requestsPerMinute");
        whole(streams, 0, MOST_STREAMS, "streams");
        if (mostSeats != 0 && mostSeats < includedSeats) {
            throw new InvalidInput("plans.refusal.mostSeats", includedSeats);
        }
        if (trialDays == 0 && trialAllowance.signum() > 0) {
            throw new InvalidInput("plans.refusal.trialAllowance");
        }
        if (allowanceScope == null || cycle == null) {
            throw new InvalidInput("plans.refusal.choice");
        }
        affordable(seatFee, mostSeats);
        if (allowanceScope == Terms.AllowanceScope.SEAT) {
            affordable(allowance, mostSeats);
        }
        models = everyModel || models == null ? Set.of() : Set.copyOf(models);
        if (!everyModel && models.isEmpty()) {
            throw new InvalidInput("plans.refusal.models");
        }
        plugins = everyPlugin || plugins == null ? Set.of() : plugins(plugins);
    }

    /** What these terms would be written as: equal to the form that they were made of. */
    public static PlanForm of(Terms terms) {
        return new PlanForm(
                terms.currency().getCurrencyCode(),
                terms.summary(),
                terms.baseFee().units(),
                terms.seatFee().units(),
                terms.includedSeats(),
                terms.mostSeats(),
                terms.allowance().units(),
                terms.allowanceScope(),
                terms.rolloverCap().units(),
                terms.cycle(),
                terms.trialDays(),
                terms.trialAllowance().units(),
                terms.creditLine().units(),
                terms.requestsPerMinute(),
                terms.streams(),
                terms.everyModel(),
                terms.models(),
                terms.everyPlugin(),
                terms.plugins());
    }

    /** The same for these models alone. */
    public PlanForm with(Set<UUID> only) {
        return new PlanForm(
                currency,
                summary,
                baseFee,
                seatFee,
                includedSeats,
                mostSeats,
                allowance,
                allowanceScope,
                rolloverCap,
                cycle,
                trialDays,
                trialAllowance,
                creditLine,
                requestsPerMinute,
                streams,
                false,
                only,
                everyPlugin,
                plugins);
    }

    /** A name without space around it. */
    static String name(String name) {
        return line(name, 100, "plans.refusal.name");
    }

    long nanos(BigDecimal amount) {
        return Money.of(amount, Currency.getInstance(currency)).nanos();
    }

    private static Currency known(String code) {
        try {
            var money = Currency.getInstance(code == null ? "" : code.strip().toUpperCase(Locale.ROOT));
            if (money.getDefaultFractionDigits() >= 0) {
                return money;
            }
        } catch (IllegalArgumentException unknown) {
            // told below
        }
        throw new InvalidInput("plans.refusal.currency");
    }

    private static BigDecimal amount(BigDecimal typed, int digits, String field) {
        var amount = typed == null ? BigDecimal.ZERO : typed;
        var plain = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        if (amount.signum() < 0 || amount.compareTo(MOST) > 0 || plain.scale() > digits) {
            throw new InvalidInput("plans.refusal.amount." + field, digits);
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static void whole(int number, int least, int most, String field) {
        if (number < least || number > most) {
            throw new InvalidInput("plans.refusal.whole." + field, least, most);
        }
    }

    /** The most seats together stay within what an amount can be. */
    private static void affordable(BigDecimal each, int mostSeats) {
        int seats = mostSeats == 0 ? Terms.MOST_SEATS : mostSeats;
        if (each.multiply(BigDecimal.valueOf(seats)).compareTo(MOST) > 0) {
            throw new InvalidInput("plans.refusal.hugeTogether", seats);
        }
    }

    private static Set<String> plugins(Set<String> names) {
        var lines = new TreeSet<String>();
        names.forEach(name -> lines.add(line(name, LONGEST_PLUGIN, "plans.refusal.plugin")));
        return Set.copyOf(lines);
    }

    private static String line(String text, int longest, String refusal) {
        var line = text == null ? "" : text.strip();
        if (line.isEmpty() || line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput(refusal, longest);
        }
        return line;
    }
}
