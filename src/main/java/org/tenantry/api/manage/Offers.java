package org.tenantry.api.manage;

import org.tenantry.plans.Terms;

/** Tells the terms of one version of a plan. */
final class Offers {
    private Offers() {}

    static Told told(Terms terms) {
        return new Told()
                .id("id", terms.version())
                .id("plan_id", terms.plan())
                .put("plan", terms.name())
                .put("number", terms.number())
                .put("currency", terms.currency().getCurrencyCode())
                .put("summary", terms.summary())
                .put("base_fee", Told.plain(terms.baseFee()))
                .put("seat_fee", Told.plain(terms.seatFee()))
                .put("included_seats", terms.includedSeats())
                .put("most_seats", terms.mostSeats())
                .put("allowance", Told.plain(terms.allowance()))
                .put("allowance_scope", terms.allowanceScope())
                .put("rollover_cap", Told.plain(terms.rolloverCap()))
                .put("cycle", terms.cycle())
                .put("trial_days", terms.trialDays())
                .put("trial_allowance", Told.plain(terms.trialAllowance()))
                .put("credit_line", Told.plain(terms.creditLine()))
                .put("requests_per_minute", terms.requestsPerMinute())
                .put("streams", terms.streams())
                .put("every_model", terms.everyModel())
                .texts(
                        "model_ids",
                        terms.models().stream().map(Object::toString).sorted().toList());
    }
}
