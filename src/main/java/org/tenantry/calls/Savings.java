package org.tenantry.calls;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.tenantry.metering.CallReceipt;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;

/**
 * Tells what choosing models saved: for each routed call that was paid, what the same tokens would have cost with the
 * strongest model that could have answered, less what it cost. Where that is below nothing, nothing was saved.
 */
@Stateless
public class Savings {
    private static final String SUMS =
            " COUNT(*), COALESCE(SUM(u.charge_n), 0), COALESCE(SUM(s.strongest_n), 0), COALESCE(SUM(s.saved_n), 0)"
                    + " FROM call_saving s JOIN call_route r ON r.call_id = s.call_id"
                    + " JOIN usage_event u ON u.call_id = s.call_id";

    private static final String OF_CURRENCY = " JOIN tenant t ON t.id = s.tenant_id WHERE t.currency = ?";

    @PersistenceContext
    EntityManager em;

    @Inject
    Catalogue catalogue;

    /** Sums over some calls: what was paid, what the strongest model would have cost, and what was saved. */
    public record Sums(long calls, Money paid, Money strongest, Money saved) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What one rule saved with one model; {@code rule} is empty where no rule decided. */
    public record Line(String rule, Route.Reason reason, String model, Sums sums) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** One month. */
    public record Month(YearMonth month, Sums sums) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The lines of one month of the caller's tenant, in its zone, the largest saving first. */
    public List<Line> lines(Caller caller, YearMonth month) {
        caller.require(Role.ADMIN);
        return lines(" WHERE s.tenant_id = ?", caller.tenant().value(), month, caller.zone(), caller.currency());
    }

    /** The last months of the caller's tenant up to this one, the oldest first. */
    public List<Month> months(Caller caller, YearMonth last, int count) {
        caller.require(Role.ADMIN);
        return months(" WHERE s.tenant_id = ?", caller.tenant().value(), last, count, caller.zone(), caller.currency());
    }

    /** The lines of one month, UTC, of all tenants that pay in this currency. */
    public List<Line> lines(Caller caller, YearMonth month, Currency currency) {
        caller.require(Role.OPERATOR);
        return lines(OF_CURRENCY, currency.getCurrencyCode(), month, ZoneOffset.UTC, currency);
    }

    /** The currencies that tenants pay in. */
    public List<String> currencies(Caller caller) {
        caller.require(Role.OPERATOR);
        return read(em, "SELECT currency, COUNT(*) FROM tenant GROUP BY currency ORDER BY 2 DESC, 1").stream()
                .map(row -> row[0].toString())
                .toList();
    }

    /** The last months, UTC, of all tenants that pay in this currency. */
    public List<Month> months(Caller caller, YearMonth last, int count, Currency currency) {
        caller.require(Role.OPERATOR);
        return months(OF_CURRENCY, currency.getCurrencyCode(), last, count, ZoneOffset.UTC, currency);
    }

    private List<Line> lines(String where, Object of, YearMonth month, ZoneId zone, Currency currency) {
        return read(
                        em,
                        "SELECT r.rule_name, r.reason, MAX(m.label)," + SUMS + " JOIN model m ON m.id = u.model_id"
                                + where
                                + " AND s.at >= ? AND s.at < ? GROUP BY r.rule_name, r.reason, u.model_id"
                                + " ORDER BY 7 DESC, 5 DESC, 3 LIMIT 500",
                        of,
                        month.atDay(1).atStartOfDay(zone).toInstant(),
                        month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant())
                .stream()
                .map(row -> new Line(
                        row[0] == null ? "" : row[0].toString(),
                        Route.Reason.valueOf(row[1].toString()),
                        row[2].toString(),
                        sums(row, 3, currency)))
                .toList();
    }

    private List<Month> months(String where, Object of, YearMonth last, int count, ZoneId zone, Currency currency) {
        var months = new ArrayList<Month>();
        for (var month = last.minusMonths(count - 1L); !month.isAfter(last); month = month.plusMonths(1)) {
            var row = read(
                            em,
                            "SELECT" + SUMS + where + " AND s.at >= ? AND s.at < ?",
                            of,
                            month.atDay(1).atStartOfDay(zone).toInstant(),
                            month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant())
                    .get(0);
            months.add(new Month(month, sums(row, 0, currency)));
        }
        return months;
    }

    private static Sums sums(Object[] row, int from, Currency currency) {
        return new Sums(
                number(row[from]),
                new Money(number(row[from + 1]), currency),
                new Money(number(row[from + 2]), currency),
                new Money(number(row[from + 3]), currency));
    }

    /** Writes down what a paid call saved, once; joins the transaction of its settlement. */
    public void settled(CallReceipt receipt) {
        if (!receipt.charged()) {
            return;
        }
        var rows = read(
                em,
                "SELECT strongest_price_id, call_id FROM call_route WHERE call_id = ? AND strongest_id IS NOT NULL",
                receipt.id().value());
        if (rows.isEmpty()) {
            return;
        }
        UUID price = uuid(rows.get(0)[0]);
        long strongestN = catalogue.prices(price).sell().of(receipt.usage()).nanos();
        change(
                em,
                "INSERT INTO call_saving (call_id, tenant_id, at, price_n, strongest_n, saved_n)"
                        + " SELECT u.call_id, u.tenant_id, u.at, u.charge_n + u.overrun_n, ?,"
                        + " GREATEST(0, ? - u.charge_n - u.overrun_n) FROM usage_event u WHERE u.call_id = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM call_saving s WHERE s.call_id = u.call_id)",
                strongestN,
                strongestN,
                receipt.id().value());
    }
}
