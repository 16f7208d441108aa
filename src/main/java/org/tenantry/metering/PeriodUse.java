package org.tenantry.metering;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;
import org.tenantry.values.Price;

/** Sums up what was used in a period, as a bill tells it: one query over the period's days, however many calls there were. */
@Stateless
public class PeriodUse {
    @PersistenceContext
    EntityManager em;

    /**
     * The use of one model at one price; {@code due} is the part that no allowance and no credit of the tenant's own has
     * paid. {@code audioMillis} counts for a price by the minute, {@code tokens} for any other. {@code late} use began in an earlier period (rule 7.7).
     */
    public record Line(
            UUID model,
            String label,
            UUID priceVersion,
            boolean late,
            DaySpan days,
            long calls,
            long tokens,
            long audioMillis,
            Price.Unit unit,
            Money charge,
            Money due) {}

    public List<Line> of(Period period, Currency currency) {
        return read(
                        em,
                        "SELECT d.model_id, m.label, d.price_version_id, d.late, MIN(d.day), MAX(d.day), SUM(d.calls),"
                                + " SUM(d.input_tokens + d.cached_input_tokens + d.cache_write_tokens + d.output_tokens),"
                                + " SUM(d.charge_n), SUM(d.line_n), SUM(d.audio_ms), MAX(v.unit) FROM usage_day d"
                                + " JOIN model m ON m.id = d.model_id JOIN price_version v ON v.id = d.price_version_id"
                                + " WHERE d.tenant_id = ? AND d.period_id = ?"
                                + " GROUP BY d.model_id, d.price_version_id, d.late ORDER BY d.late, m.label, MIN(d.day), 3",
                        period.tenant().value(),
                        period.id())
                .stream()
                .map(row -> new Line(
                        uuid(row[0]),
                        row[1].toString(),
                        uuid(row[2]),
                        truth(row[3]),
                        new DaySpan(day(row[4]), day(row[5]).plusDays(1)),
                        number(row[6]),
                        number(row[7]),
                        number(row[10]),
                        Price.Unit.valueOf(row[11].toString()),
                        new Money(number(row[8]), currency),
                        new Money(number(row[9]), currency)))
                .toList();
    }
}
