package org.tenantry.billing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.tenantry.metering.PeriodUse;
import org.tenantry.plans.Terms;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;
import org.tenantry.values.Price;
import org.tenantry.values.Proration;

/**
 * What a bill says, reckoned from facts alone: the same for the preview that is shown and the invoice that is kept (rule
 * 6.7). Lines are rounded to the currency's digits each; a rounding line brings their sum to the exact sum, rounded once
 * (rule 1.3).
 */
public record InvoiceDraft(Currency currency, List<Line> lines) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What a line is about. */
    public enum Kind {
        BASE,
        SEATS,
        BASE_CREDIT,
        SEATS_CREDIT,
        USAGE,
        LATE_USAGE,
        ROUNDING;

        /** Fees of a plan, or credit for them: what is asked for in advance. */
        public boolean isFee() {
            return this == BASE || this == SEATS || this == BASE_CREDIT || this == SEATS_CREDIT;
        }
    }

    /**
     * One line. {@code share} is null where a whole was billed or no days count; {@code exact} is the sum to the last
     * nano, {@code settled} the part of it that allowance and credit have paid, {@code amount} what is due of it, rounded.
     * {@code item} is what makes the line unique in a period (rule 7.6). {@code subject} is a plan's or a model's name.
     * The quantity of use counts tokens, or milliseconds of audio where the price asks by the minute.
     */
    public record Line(
            Kind kind,
            String item,
            String subject,
            DaySpan service,
            Proration share,
            long quantity,
            Money unit,
            Money exact,
            Money settled,
            Money amount,
            Tax tax,
            Money taxAmount,
            UUID model,
            UUID priceVersion)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What a plan asks for the rest of a period from its first service day on: a start, a conversion, or a whole period. */
    static InvoiceDraft advance(Terms terms, int seats, DaySpan service, DaySpan period, String item, Tax tax) {
        var lines = new ArrayList<Line>();
        advance(lines, terms, seats, service, period, item, tax);
        return of(terms.currency(), lines, item, tax);
    }

    /**
     * An upgrade or more seats on that day (rules 6.3, 6.6): the unused days of what was paid come back, never more than
     * was billed for them, and the same days of what is chosen are charged.
     */
    static InvoiceDraft change(Holding before, Holding after, DaySpan service, DaySpan period, String item, Tax tax) {
        var lines = new ArrayList<Line>();
        boolean samePlan = before.terms().version().equals(after.terms().version());
        if (samePlan) {
            int more =
                    after.terms().chargedSeats(after.seats()) - before.terms().chargedSeats(before.seats());
            seats(lines, Kind.SEATS, after.terms(), more, service, period, item, tax, Function.identity());
            return of(after.terms().currency(), lines, item, tax);
        }
        var old = before.terms();
        base(lines, Kind.BASE_CREDIT, old, service, period, item, tax, fee -> most(fee, before.billedBase())
                .negated());
        seats(lines, Kind.SEATS_CREDIT, old, old.chargedSeats(before.seats()), service, period, item, tax, fee -> most(
                        fee, before.billedSeats())
                .negated());
        advance(lines, after.terms(), after.seats(), service, period, item, tax);
        return of(after.terms().currency(), lines, item, tax);
    }

    /** A plan with its seats, and what was billed for base and seats of the present period so far. */
    record Holding(Terms terms, int seats, Money billedBase, Money billedSeats) {
        static Holding fresh(Terms terms, int seats) {
            return new Holding(terms, seats, Money.zero(terms.currency()), Money.zero(terms.currency()));
        }
    }

    /** The bill of a period (rule 7.4): its use in arrears, and what {@code next} asks in advance, if anything. */
    static InvoiceDraft period(Currency currency, List<PeriodUse.Line> uses, InvoiceDraft next, String item, Tax tax) {
        var lines = new ArrayList<Line>();
        for (var use : uses) {
            var due = use.due();
            lines.add(new Line(
                    use.late() ? Kind.LATE_USAGE : Kind.USAGE,
                    (use.late() ? "late:" : "usage:") + use.model() + ":" + use.priceVersion(),
                    use.label(),
                    use.days(),
                    null,
                    use.unit() == Price.Unit.AUDIO ? use.audioMillis() : use.tokens(),
                    null,
                    use.charge(),
                    use.charge().minus(due),
                    due.rounded(),
                    tax,
                    tax.on(due.rounded()),
                    use.model(),
                    use.priceVersion()));
        }
        if (next != null) {
            lines.addAll(next.lines());
        }
        return of(currency, lines, item, tax);
    }

    public Money net() {
        return sum(Line::amount);
    }

    public Money tax() {
        return sum(Line::taxAmount);
    }

    public Money total() {
        return net().plus(tax());
    }

    /** What allowance and credit have paid already. */
    public Money settled() {
        return sum(Line::settled);
    }

    /** The fees among the lines, below zero where more comes back than is asked. */
    Money fees() {
        return sum(line -> line.kind().isFee() ? line.amount() : Money.zero(currency));
    }

    /** What was used on credit and is billed here, to the last nano. */
    Money lent() {
        return sum(line -> line.kind() == Kind.USAGE || line.kind() == Kind.LATE_USAGE
                ? line.exact().minus(line.settled())
                : Money.zero(currency));
    }

    /** The same bill with items that are unique for what caused it. */
    InvoiceDraft withItems(String ref) {
        return new InvoiceDraft(
                currency,
                lines.stream()
                        .map(line -> new Line(
                                line.kind(),
                                line.item() + ref,
                                line.subject(),
                                line.service(),
                                line.share(),
                                line.quantity(),
                                line.unit(),
                                line.exact(),
                                line.settled(),
                                line.amount(),
                                line.tax(),
                                line.taxAmount(),
                                line.model(),
                                line.priceVersion()))
                        .toList());
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    private static void advance(
            List<Line> lines, Terms terms, int seats, DaySpan service, DaySpan period, String item, Tax tax) {
        base(lines, Kind.BASE, terms, service, period, item, tax, Function.identity());
        seats(lines, Kind.SEATS, terms, terms.chargedSeats(seats), service, period, item, tax, Function.identity());
    }

    private static void base(
            List<Line> lines,
            Kind kind,
            Terms terms,
            DaySpan service,
            DaySpan period,
            String item,
            Tax tax,
            Function<Money, Money> sign) {
        fee(lines, kind, terms, 1, terms.baseFee(), terms.baseFee(), service, period, "base:" + item, tax, sign);
    }

    private static void seats(
            List<Line> lines,
            Kind kind,
            Terms terms,
            int charged,
            DaySpan service,
            DaySpan period,
            String item,
            Tax tax,
            Function<Money, Money> sign) {
        if (charged > 0) {
            var whole = new Money(Math.multiplyExact(terms.seatFee().nanos(), charged), terms.currency());
            fee(lines, kind, terms, charged, terms.seatFee(), whole, service, period, "seats:" + item, tax, sign);
        }
    }

    private static void fee(
            List<Line> lines,
            Kind kind,
            Terms terms,
            int quantity,
            Money unit,
            Money whole,
            DaySpan service,
            DaySpan period,
            String item,
            Tax tax,
            Function<Money, Money> sign) {
        var share = new Proration(service.days(), period.days());
        var amount = sign.apply(share.price(whole));
        if (whole.isZero() || amount.isZero()) {
            return;
        }
        lines.add(new Line(
                kind,
                (kind == Kind.BASE_CREDIT || kind == Kind.SEATS_CREDIT ? "back:" : "") + item,
                terms.name(),
                service,
                share.days() == share.of() ? null : share,
                quantity,
                unit,
                amount,
                Money.zero(terms.currency()),
                amount,
                tax,
                tax.on(amount),
                null,
                null));
    }

    /** Adds the rounding line, if the rounded lines are not the rounded sum. */
    private static InvoiceDraft of(Currency currency, List<Line> lines, String item, Tax tax) {
        lines.removeIf(line -> line.kind() == Kind.ROUNDING);
        var raw = new InvoiceDraft(currency, List.copyOf(lines));
        var exact = raw.sum(line -> line.exact().minus(line.settled()));
        var difference = exact.rounded().minus(raw.net());
        if (difference.isZero()) {
            return raw;
        }
        var first = lines.get(0);
        lines.add(new Line(
                Kind.ROUNDING,
                "rounding:" + item,
                "",
                first.service(),
                null,
                1,
                null,
                difference,
                Money.zero(currency),
                difference,
                tax,
                tax.on(difference),
                null,
                null));
        return new InvoiceDraft(currency, List.copyOf(lines));
    }

    private Money sum(Function<Line, Money> of) {
        return lines.stream().map(of).reduce(Money.zero(currency), Money::plus);
    }

    private static Money most(Money amount, Money bound) {
        return amount.compareTo(bound) > 0 ? bound : amount;
    }
}
