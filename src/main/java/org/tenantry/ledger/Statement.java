package org.tenantry.ledger;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.tenantry.values.Money;

/**
 * A wallet over some local days, both ends included: what was there before, what each kind of posting brought and took,
 * and what was there afterwards. {@code opening + the changes of all kinds = closing} for any days, and the closing of one
 * statement is the opening of the next. {@code lastSeq} is the number of the last posting that counts: what is posted
 * while somebody reads belongs to the next reading.
 */
public record Statement(
        LocalDate first, LocalDate last, ZoneId zone, Money opening, Money closing, List<Total> totals, long lastSeq)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What all postings of one kind brought ({@code in}, never below zero) and took ({@code out}, never above). */
    public record Total(Posting.Kind kind, long count, Money in, Money out) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Money change() {
            return in.plus(out);
        }
    }

    /**
     * One posting, with the balance after it as this statement counts, what it did to each kind of credit, and what it
     * did to the accounts on the other side.
     */
    public record Movement(
            long seq,
            Posting.Kind kind,
            String ref,
            String note,
            Money change,
            Money balance,
            Instant at,
            Map<LotKind, Money> lots,
            Map<Account, Money> accounts) {}

    /** How many postings there are. */
    public long count() {
        return totals.stream().mapToLong(Total::count).sum();
    }

    public Money in() {
        return totals.stream().map(Total::in).reduce(Money.zero(opening.currency()), Money::plus);
    }

    public Money out() {
        return totals.stream().map(Total::out).reduce(Money.zero(opening.currency()), Money::plus);
    }

    Instant from() {
        return first.atStartOfDay(zone).toInstant();
    }

    Instant to() {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
