package org.tenantry.billing;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;

/**
 * Reckons what the subscriptions bring each month: the base fee and the fee of the charged seats of each one that is paid
 * for on the last day of the month. Trials and what has ended bring nothing; what is only planned does not count yet.
 */
@Stateless
public class Recurring {
    private static final String IN_FORCE = "('STARTED', 'TRIAL_STARTED', 'CONVERTED', 'UPGRADED', 'DOWNGRADED',"
            + " 'SEATS_ADDED', 'SEATS_FEWER', 'ENDED')";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** What is paid for at the end of a month, or today while it lasts: fees for one month, and how many subscriptions. */
    public record Month(YearMonth month, Money fees, long subscriptions) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** This month and those before it, the oldest first, in the operator's own calendar. */
    public List<Month> months(Caller operator, String currency, int many) {
        operator.require(Role.OPERATOR);
        var today = LocalDate.ofInstant(clock.instant(), operator.zone());
        var months = new ArrayList<Month>();
        for (int back = many - 1; back >= 0; back--) {
            var month = YearMonth.from(today).minusMonths(back);
            months.add(at(currency, month, back == 0 ? today : month.atEndOfMonth()));
        }
        return months;
    }

    private Month at(String currency, YearMonth month, LocalDate day) {
        var row = read(
                        em,
                        "SELECT COALESCE(SUM(v.base_fee_n + GREATEST(e.seats - v.included_seats, 0) * v.seat_fee_n), 0),"
                                + " COUNT(*) FROM subscription_event e JOIN plan_version v ON v.id = e.version_id"
                                + " WHERE v.currency = ? AND e.day <= ? AND e.kind <> 'ENDED' AND e.kind IN " + IN_FORCE
                                + " AND NOT EXISTS (SELECT 1 FROM subscription_event l WHERE l.tenant_id = e.tenant_id"
                                + " AND l.subscription_id = e.subscription_id AND l.seq > e.seq AND l.day <= ?"
                                + " AND l.kind IN " + IN_FORCE + ")"
                                + " AND EXISTS (SELECT 1 FROM subscription_event p WHERE p.tenant_id = e.tenant_id"
                                + " AND p.subscription_id = e.subscription_id AND p.day <= ?"
                                + " AND p.kind IN ('STARTED', 'CONVERTED'))",
                        currency,
                        day,
                        day,
                        day)
                .get(0);
        return new Month(month, Money.of(number(row[0]), currency), number(row[1]));
    }
}
