package org.tenantry.metering;

import static org.tenantry.values.Rows.change;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import org.tenantry.ledger.Ledger;
import org.tenantry.values.TokenUsage;

/**
 * Moves the sums of a tenant's local days inside the transaction that settles a call, so that they equal the facts at any
 * time; part of {@link Meter}. Bills and charts read them instead of every fact.
 */
record UsageDays(EntityManager em) {
    /** What one call adds; {@code costN} is null where the buy price is unknown. */
    record Sums(TokenUsage usage, long chargeN, Ledger.Split paid, long overrunN, Long costN) {}

    void add(Period period, LocalDate day, boolean late, ModelCall call, Sums sums) {
        change(
                em,
                "INSERT INTO usage_day (tenant_id, period_id, day, model_id, price_version_id, late, calls, input_tokens,"
                        + " cached_input_tokens, cache_write_tokens, output_tokens, audio_ms, charge_n, plan_n, promo_n, paid_n,"
                        + " line_n, overrun_n, cost_n) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE calls = calls + 1, input_tokens = input_tokens + VALUES(input_tokens),"
                        + " cached_input_tokens = cached_input_tokens + VALUES(cached_input_tokens),"
                        + " cache_write_tokens = cache_write_tokens + VALUES(cache_write_tokens),"
                        + " output_tokens = output_tokens + VALUES(output_tokens),"
                        + " audio_ms = audio_ms + VALUES(audio_ms),"
                        + " charge_n = charge_n + VALUES(charge_n), plan_n = plan_n + VALUES(plan_n),"
                        + " promo_n = promo_n + VALUES(promo_n), paid_n = paid_n + VALUES(paid_n),"
                        + " line_n = line_n + VALUES(line_n), overrun_n = overrun_n + VALUES(overrun_n),"
                        + " cost_n = cost_n + VALUES(cost_n)",
                period.tenant().value(),
                period.id(),
                day,
                call.model(),
                call.priceVersion(),
                late,
                sums.usage().input(),
                sums.usage().cachedInput(),
                sums.usage().cacheWrite(),
                sums.usage().output(),
                sums.usage().audioMillis(),
                sums.chargeN(),
                sums.paid().planN(),
                sums.paid().promoN(),
                sums.paid().paidN(),
                sums.paid().lineN(),
                sums.overrunN(),
                sums.costN() == null ? 0L : sums.costN());
    }
}
