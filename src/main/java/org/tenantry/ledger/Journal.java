package org.tenantry.ledger;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tenantry.values.Money;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** Writes the postings that leave the wallet as it is: invoices, payments of them, write-offs; and sums up the accounts. */
@Stateless
public class Journal {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Ledger ledger;

    /**
     * One posting of these amounts, which sum to zero, once for each kind and ref: a second one changes nothing and
     * answers false. WALLET is moved by {@link Lots} and {@link Ledger} only.
     */
    public boolean post(TenantId tenant, Posting.Kind kind, String ref, String note, Map<Account, Long> amountsN) {
        if (amountsN.containsKey(Account.WALLET)
                || amountsN.values().stream().mapToLong(Long::longValue).sum() != 0) {
            throw new IllegalArgumentException("entries must sum to zero and leave the wallet: " + amountsN);
        }
        var wallet = ledger.wallet(tenant).id();
        var book = new Book(em, clock.instant());
        book.lock(wallet);
        if (book.posted(kind, ref)) {
            return false;
        }
        var entries = book.post(tenant, wallet, kind, ref, note, 0, 0);
        for (var account : Account.values()) {
            long amount = amountsN.getOrDefault(account, 0L);
            if (amount != 0) {
                entries.add(account, null, amount);
            }
        }
        entries.write();
        return true;
    }

    /** Whether this kind of posting was written for this ref. */
    public boolean posted(Posting.Kind kind, String ref) {
        return new Book(em, clock.instant()).posted(kind, ref);
    }

    /** What all entries on each account sum to in one currency from one instant up to another, over all tenants. */
    public Map<Account, Money> sums(String currency, Instant from, Instant to) {
        var sums = new EnumMap<Account, Money>(Account.class);
        for (var account : Account.values()) {
            sums.put(account, Money.of(0, currency));
        }
        for (var row : rows(currency, from, to)) {
            sums.put(Account.valueOf(row[0].toString()), Money.of(Rows.number(row[1]), currency));
        }
        return sums;
    }

    private List<Object[]> rows(String currency, Instant from, Instant to) {
        return Rows.read(
                em,
                "SELECT e.account, SUM(e.amount_n) FROM ledger_entry e JOIN posting p ON p.id = e.posting_id"
                        + " JOIN wallet w ON w.id = p.wallet_id WHERE w.currency = ? AND p.at >= ? AND p.at < ?"
                        + " GROUP BY e.account",
                currency,
                from,
                to);
    }
}
