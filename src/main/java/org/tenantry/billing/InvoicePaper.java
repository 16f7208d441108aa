package org.tenantry.billing;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;
import org.tenantry.values.Proration;
import org.tenantry.values.TenantId;

/**
 * All that an invoice says, read once, for the page, for print and for its PDF. A draft has no number, no day of issue and
 * no due day yet (they are null), and shows the parties as they are now; a finalised one says what it said (rule 7.3).
 * {@code dueDays} is how long a draft would have to be paid.
 */
public record InvoicePaper(
        UUID id,
        TenantId tenant,
        String tenantName,
        String number,
        Kind kind,
        Invoices.State state,
        Party seller,
        Party buyer,
        LocalDate issuedOn,
        LocalDate dueOn,
        int dueDays,
        DaySpan service,
        ZoneId zone,
        List<Line> lines,
        Sums sums,
        List<Credit> credits,
        Fapiao fapiao,
        String fapiaoNumber)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What an invoice bills: the first fees of a subscription, a change of it, or a period. */
    public enum Kind {
        START,
        CHANGE,
        PERIOD
    }

    /** Whether the tax bureau's invoice was asked for and issued (rule 7.8). */
    public enum Fapiao {
        NONE,
        REQUESTED,
        ISSUED
    }

    /**
     * One line, as in {@link InvoiceDraft.Line}. {@code share} and {@code unit} are null where there is none; {@code
     * model} and {@code priceVersion} are set on use, whose days and calls can be opened with {@code period}. {@code audio}: its
     * quantity counts milliseconds of it.
     */
    public record Line(
            int line,
            InvoiceDraft.Kind kind,
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
            UUID period,
            UUID model,
            UUID priceVersion,
            boolean audio)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isUsage() {
            return kind == InvoiceDraft.Kind.USAGE || kind == InvoiceDraft.Kind.LATE_USAGE;
        }

        public boolean isLate() {
            return kind == InvoiceDraft.Kind.LATE_USAGE;
        }
    }

    /** What it all comes to: {@code due} is the total without what was paid and credited. */
    public record Sums(Money net, Money tax, Money total, Money paid, Money credited) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Money due() {
            return total.minus(paid).minus(credited);
        }
    }

    /** A credit note on this invoice (rule 7.5). */
    public record Credit(String number, LocalDate issuedOn, Money total, String reason) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public Currency currency() {
        return sums.total().currency();
    }

    public boolean isDraft() {
        return state == Invoices.State.DRAFT;
    }

    /** Whether the tenant can ask for the tax bureau's invoice now. */
    public boolean isFapiaoOpen() {
        return fapiao == Fapiao.NONE && (state.isOpen() || state == Invoices.State.PAID);
    }
}
