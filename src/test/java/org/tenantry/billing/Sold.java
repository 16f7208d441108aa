package org.tenantry.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Terms;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** Plans and subscriptions for tests of bills, in euros. */
final class Sold {
    static final Currency EUR = Currency.getInstance("EUR");
    static final TenantId TENANT = TenantId.next();

    private Sold() {}

    static Money eur(String units) {
        return Money.of(new BigDecimal(units), EUR);
    }

    /** A company plan by the calendar: base fee, seat fee, seats included, allowance for the tenant. */
    static Terms plan(String name, String base, String seat, int included, String allowance) {
        return terms(name, base, seat, included, allowance, Cycle.CALENDAR, 0);
    }

    static Terms terms(
            String name, String base, String seat, int included, String allowance, Cycle cycle, int trialDays) {
        return new Terms(
                Ids.next(),
                Ids.next(),
                1,
                name,
                "",
                Terms.Audience.COMPANY,
                eur(base),
                eur(seat),
                included,
                20,
                eur(allowance),
                Terms.AllowanceScope.TENANT,
                eur("0"),
                cycle,
                trialDays,
                eur("5"),
                eur("0"),
                0,
                0,
                true,
                Set.of(),
                true,
                Set.of());
    }

    static Subscription subscription(Terms terms, int seats, LocalDate since) {
        return new Subscription(
                UUID.randomUUID(),
                TENANT,
                Subscription.State.ACTIVE,
                terms,
                seats,
                terms.cycle(),
                since,
                since,
                null,
                null,
                null,
                false,
                0);
    }
}
