package org.tenantry.billing;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Journal;
import org.tenantry.ledger.LotKind;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.Rows;

/**
 * Shows the operator what stands on each account in one currency, over all tenants: what moved in a month, and what
 * stood there at its end.
 */
@Stateless
public class OperatorBooks {
    /** Four questions that the accounts answer. */
    public enum Group {
        OWED_TO_US,
        EARNED,
        OWED_BY_US,
        GIVEN
    }

    /** An account as it is read by people: which one, to which question, and whether its sign is turned for reading. */
    public enum Item {
        RECEIVABLE(Group.OWED_TO_US, Account.RECEIVABLE, -1),
        CREDIT_LINE(Group.OWED_TO_US, Account.LINE, -1),
        PAYMENTS(Group.OWED_TO_US, Account.CLEARING, -1),
        REVENUE(Group.EARNED, Account.REVENUE, 1),
        FEES(Group.EARNED, Account.FEES, 1),
        BREAKAGE(Group.EARNED, Account.BREAKAGE, 1),
        TAX(Group.EARNED, Account.TAX, 1),
        ROUNDING(Group.EARNED, Account.ROUNDING, 1),
        DEFERRED_ALLOWANCE(Group.OWED_BY_US, LotKind.PLAN),
        CUSTOMER_CREDIT(Group.OWED_BY_US, LotKind.PAID),
        PROMO_CREDIT(Group.OWED_BY_US, LotKind.PROMO),
        UNUSED_LINE(Group.OWED_BY_US, LotKind.LINE),
        ALLOWANCE(Group.GIVEN, Account.ALLOWANCE, -1),
        PROMO_COST(Group.GIVEN, Account.PROMO_COST, -1),
        LOSS(Group.GIVEN, Account.LOSS, -1),
        /** Not an account: what providers counted beyond the holds, which nobody paid. */
        OVERRUN(Group.GIVEN, null, null, 1);

        private final Group group;
        private final Account account;
        private final LotKind lots;
        private final int sign;

        Item(Group group, Account account, int sign) {
            this(group, account, null, sign);
        }

        Item(Group group, LotKind lots) {
            this(group, Account.WALLET, lots, 1);
        }

        Item(Group group, Account account, LotKind lots, int sign) {
            this.group = group;
            this.account = account;
            this.lots = lots;
            this.sign = sign;
        }
    }

    /** One account in a month: what moved, and what stood there at its end, both in the sign that people expect. */
    public record Row(Item item, Money moved, Money stands) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Group group() {
            return item.group;
        }
    }

    /** The accounts of one month; {@code balanced} says that all entries up to its end sum to zero. */
    public record Sheet(List<Row> rows, boolean balanced) implements Serializable {
        private static final long serialVersionUID = 1L;

        public List<Row> of(Group group) {
            return rows.stream().filter(row -> row.group() == group).toList();
        }
    }

    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    /** The currencies that any wallet is kept in. */
    public List<String> currencies(Caller operator) {
        operator.require(Role.OPERATOR);
        return read(em, "SELECT currency, COUNT(*) FROM wallet GROUP BY currency ORDER BY 2 DESC, 1").stream()
                .map(row -> row[0].toString())
                .toList();
    }

    /** The accounts in a month of the operator's own calendar. */
    public Sheet sheet(Caller operator, String currency, YearMonth month) {
        operator.require(Role.OPERATOR);
        var from = month.atDay(1).atStartOfDay(operator.zone()).toInstant();
        var to = month.plusMonths(1).atDay(1).atStartOfDay(operator.zone()).toInstant();
        var moved = sums(currency, from, to);
        var stands = sums(currency, Instant.EPOCH, to);
        long rest = journal.sums(currency, Instant.EPOCH, to).values().stream()
                .mapToLong(Money::nanos)
                .reduce(0, Math::addExact);
        var rows = Arrays.stream(Item.values())
                .map(item -> new Row(item, moved.get(item), stands.get(item)))
                .toList();
        return new Sheet(rows, rest == 0);
    }

    private Map<Item, Money> sums(String currency, Instant from, Instant to) {
        var accounts = journal.sums(currency, from, to);
        var lots = lots(currency, from, to);
        var sums = new EnumMap<Item, Money>(Item.class);
        for (var item : Item.values()) {
            long amount = item == Item.OVERRUN
                    ? overrun(currency, from, to)
                    : item.lots == null ? accounts.get(item.account).nanos() : lots.getOrDefault(item.lots, 0L);
            sums.put(item, Money.of(Math.multiplyExact(item.sign, amount), currency));
        }
        return sums;
    }

    /** What the entries on the wallets say, by the kind of lot: up to a moment, what was left in them then. */
    private Map<LotKind, Long> lots(String currency, Instant from, Instant to) {
        var sums = new EnumMap<LotKind, Long>(LotKind.class);
        for (var row : Rows.read(
                em,
                "SELECT l.kind, SUM(e.amount_n) FROM ledger_entry e JOIN credit_lot l ON l.id = e.lot_id"
                        + " JOIN posting p ON p.id = e.posting_id JOIN wallet w ON w.id = p.wallet_id"
                        + " WHERE w.currency = ? AND p.at >= ? AND p.at < ? GROUP BY l.kind",
                currency,
                from,
                to)) {
            sums.put(LotKind.valueOf(row[0].toString()), number(row[1]));
        }
        return sums;
    }

    private long overrun(String currency, Instant from, Instant to) {
        return number(read(
                        em,
                        "SELECT COALESCE(SUM(u.overrun_n), 0), COUNT(*) FROM usage_event u"
                                + " JOIN price_version v ON v.id = u.price_version_id"
                                + " WHERE v.currency = ? AND u.overrun_n > 0 AND u.at >= ? AND u.at < ?",
                        currency,
                        from,
                        to)
                .get(0)[0]);
    }
}
