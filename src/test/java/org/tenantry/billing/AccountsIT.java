package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Journal;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.metering.CallEnd;
import org.tenantry.metering.Meter;
import org.tenantry.metering.Periods;
import org.tenantry.metering.Wish;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Tenants;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.TenantId;
import org.tenantry.values.TokenUsage;

/** The operator's accounts and recurring fees, in currencies that nobody else keeps. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountsIT {
    private static final Caller OPERATOR =
            new Caller(null, null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);

    @Inject
    Shop shop;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    @Inject
    Periods periods;

    @Inject
    Lots lots;

    @Inject
    Journal journal;

    @Inject
    Meter meter;

    @Inject
    OperatorBooks books;

    @Inject
    Recurring recurring;

    @AfterEach
    void real_time_again() {
        PlayedClock.real();
    }

    @Test
    void each_account_shows_what_moved_in_a_month_and_what_stood_at_its_end() {
        var tenant = tenant("BWP");
        PlayedClock.at("2041-01-10T12:00:00Z");
        credit(tenant, LotKind.PLAN, 100, Optional.of(Instant.parse("2041-02-01T00:00:00Z")));
        credit(tenant, LotKind.PAID, 50, Optional.empty());
        credit(tenant, LotKind.PROMO, 10, Optional.empty());
        credit(tenant, LotKind.LINE, 20, Optional.empty());
        take(tenant, LotKind.PLAN, 30, Account.REVENUE);
        take(tenant, LotKind.PAID, 5, Account.LOSS);
        post(tenant, Map.of(Account.RECEIVABLE, -119L, Account.FEES, 100L, Account.TAX, 18L, Account.ROUNDING, 1L));
        PlayedClock.at("2041-02-02T12:00:00Z");
        lots.expire(tenant);
        post(tenant, Map.of(Account.RECEIVABLE, 119L, Account.CLEARING, -119L));
        PlayedClock.at("2041-03-01T00:00:00Z");
        post(tenant, Map.of(Account.CLEARING, 119L, Account.FEES, -100L, Account.TAX, -18L, Account.ROUNDING, -1L));

        assertThat(sheet("BWP", "2040-12")).isEqualTo("");
        assertThat(sheet("BWP", "2041-01"))
                .isEqualTo("RECEIVABLE 119/119, CREDIT_LINE 20/20, PAYMENTS 50/50, REVENUE 30/30, FEES 100/100,"
                        + " TAX 18/18, ROUNDING 1/1, DEFERRED_ALLOWANCE 70/70, CUSTOMER_CREDIT 45/45,"
                        + " PROMO_CREDIT 10/10, UNUSED_LINE 20/20, ALLOWANCE 100/100, PROMO_COST 10/10, LOSS -5/-5");
        assertThat(sheet("BWP", "2041-02"))
                .isEqualTo("RECEIVABLE -119/0, CREDIT_LINE 0/20, PAYMENTS 119/169, REVENUE 0/30, FEES 0/100,"
                        + " BREAKAGE 70/70, TAX 0/18, ROUNDING 0/1, DEFERRED_ALLOWANCE -70/0, CUSTOMER_CREDIT 0/45,"
                        + " PROMO_CREDIT 0/10, UNUSED_LINE 0/20, ALLOWANCE 0/100, PROMO_COST 0/10, LOSS 0/-5");
        assertThat(sheet("BWP", "2041-03"))
                .as("the first moment of a month belongs to it")
                .startsWith("CREDIT_LINE 0/20, PAYMENTS -119/50, REVENUE 0/30, FEES -100/0, BREAKAGE 0/70, TAX -18/0");
        assertThat(books.currencies(OPERATOR)).contains("BWP", "USD");
    }

    @Test
    void what_providers_counted_beyond_a_hold_stands_in_its_month() {
        PlayedClock.at("2042-05-05T00:00:00Z");
        var caller = shop.customer(10_000_000);
        var model = shop.model("10", "30");
        var wish = new Wish(RequestId.next(), Wish.Origin.CHAT, model, 100, true, 100, "k", "body", null);
        meter.hold(caller, wish);
        meter.end(wish.id(), new Meter.Ended(CallEnd.LENGTH, TokenUsage.of(120, 100), 100, null));

        var moved = books.sheet(OPERATOR, "USD", YearMonth.of(2042, 5)).rows().stream()
                .filter(row -> row.item() == OperatorBooks.Item.OVERRUN)
                .findFirst()
                .orElseThrow();
        assertThat(moved.moved().nanos()).isEqualTo(100_000);
        assertThat(moved.stands().nanos()).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void recurring_fees_are_those_of_subscriptions_that_are_paid_for_at_the_end_of_the_month() {
        var small = version("SZL", 50, 10, 2);
        var large = version("SZL", 100, 20, 1);
        var first = subscription(tenant("SZL"), small, "2041-01-10", "2041-05-01");
        event(first, 1, "2041-01-10", "STARTED", small, 2);
        event(first, 2, "2041-02-05", "SEATS_ADDED", small, 5);
        event(first, 3, "2041-02-20", "SEATS_FEWER_PLANNED", small, 3);
        event(first, 4, "2041-03-01", "SEATS_FEWER", small, 3);
        event(first, 5, "2041-04-10", "UPGRADED", large, 3);
        event(first, 6, "2041-04-20", "CANCEL_PLANNED", large, 3);
        event(first, 7, "2041-05-01", "ENDED", large, 3);
        var second = subscription(tenant("SZL"), small, "2041-03-20", "2041-06-16");
        event(second, 1, "2041-03-20", "TRIAL_STARTED", small, 2);
        event(second, 2, "2041-03-25", "SEATS_ADDED", small, 3);
        event(second, 3, "2041-04-03", "CONVERTED", small, 3);
        event(second, 4, "2041-05-31", "DOWNGRADE_PLANNED", large, 1);
        event(second, 5, "2041-06-16", "ENDED", small, 3);
        PlayedClock.at("2041-06-15T12:00:00Z");

        var found = new TreeMap<String, String>();
        for (var month : recurring.months(OPERATOR, "SZL", 7)) {
            found.put(month.month().toString(), month.fees() + " of " + month.subscriptions());
        }
        var expected = new TreeMap<>(Map.of(
                "2040-12", "0 SZL of 0",
                "2041-01", "50 SZL of 1",
                "2041-02", "80 SZL of 1",
                "2041-03", "60 SZL of 1",
                "2041-04", "200 SZL of 2",
                "2041-05", "60 SZL of 1",
                "2041-06", "60 SZL of 1"));
        assertThat(found).isEqualTo(expected);
        PlayedClock.at("2041-06-16T12:00:00Z");
        assertThat(recurring.months(OPERATOR, "SZL", 1).get(0).fees().isZero()).isTrue();
    }

    @Test
    void only_an_operator_reads_them() {
        var admin = shop.customer(0);
        assertThatThrownBy(() -> books.currencies(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> books.sheet(admin, "USD", YearMonth.of(2041, 1)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> recurring.months(admin, "USD", 12)).isInstanceOf(Forbidden.class);
    }

    /** The rows in which anything moved or stands, in whole units. */
    private String sheet(String currency, String month) {
        var sheet = books.sheet(OPERATOR, currency, YearMonth.parse(month));
        assertThat(sheet.balanced()).isTrue();
        var said = new StringBuilder();
        for (var row : sheet.rows()) {
            if (!row.moved().isZero() || !row.stands().isZero()) {
                said.append(said.isEmpty() ? "" : ", ")
                        .append(row.item() + " " + units(row.moved()) + "/" + units(row.stands()));
            }
        }
        return said.toString();
    }

    private static String units(Money money) {
        return money.units().stripTrailingZeros().toPlainString();
    }

    private TenantId tenant(String currency) {
        var zone = ZoneId.of("Africa/Gaborone");
        var tenant = tenants.create("T-" + Ids.next(), Currency.getInstance(currency), zone, Locale.ENGLISH);
        ledger.open(tenant, currency);
        periods.openFirst(tenant, zone);
        return tenant;
    }

    private static Money bwp(long units) {
        return Money.of(BigDecimal.valueOf(units), Currency.getInstance("BWP"));
    }

    private void credit(TenantId tenant, LotKind kind, long units, Optional<Instant> end) {
        lots.credit(tenant, kind, bwp(units), end, "t-" + Ids.next(), "");
    }

    private void take(TenantId tenant, LotKind kind, long units, Account to) {
        lots.take(tenant, kind, bwp(units), Posting.Kind.ADJUST, to, "t-" + Ids.next(), "");
    }

    private void post(TenantId tenant, Map<Account, Long> units) {
        var amounts = new java.util.EnumMap<Account, Long>(Account.class);
        units.forEach((account, amount) -> amounts.put(account, bwp(amount).nanos()));
        journal.post(tenant, Posting.Kind.ADJUST, "t-" + Ids.next(), "", amounts);
    }

    private UUID version(String currency, long base, long seat, int included) {
        var plan = Ids.next();
        var version = Ids.next();
        shop.run(
                "INSERT INTO plan (id, name, audience, state, place, created_at)"
                        + " VALUES (?, ?, 'COMPANY', 'WITHDRAWN', 99, UTC_TIMESTAMP(6))",
                plan,
                "Plan " + plan);
        shop.run(
                "INSERT INTO plan_version (id, plan_id, number, state, currency, summary, base_fee_n, seat_fee_n,"
                        + " included_seats, allowance_n, allowance_scope, rollover_cap_n, cycle, trial_days,"
                        + " trial_allowance_n, credit_line_n, every_model, every_plugin, created_at)"
                        + " VALUES (?, ?, 1, 'RETIRED', ?, '', ?, ?, ?, 0, 'TENANT', 0, 'CALENDAR', 14, 0, 0, TRUE, TRUE,"
                        + " UTC_TIMESTAMP(6))",
                version,
                plan,
                currency,
                base * Money.NANOS_PER_UNIT,
                seat * Money.NANOS_PER_UNIT,
                included);
        return version;
    }

    /** A tenant's subscription that has ended, so that no clock turns it. */
    private record Bought(TenantId tenant, UUID id) {}

    private Bought subscription(TenantId tenant, UUID version, String from, String to) {
        var id = Ids.next();
        shop.run(
                "INSERT INTO subscription (id, tenant_id, version_id, state, cycle, anchor_on, seats, started_on, ending,"
                        + " ended_on, changes) VALUES (?, ?, ?, 'ENDED', 'CALENDAR', ?, 1, ?, FALSE, ?, 0)",
                id,
                tenant.value(),
                version,
                from,
                from,
                to);
        return new Bought(tenant, id);
    }

    private void event(Bought of, int seq, String day, String kind, UUID version, int seats) {
        shop.run(
                "INSERT INTO subscription_event (tenant_id, subscription_id, seq, at, day, kind, version_id, seats)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                of.tenant().value(),
                of.id(),
                seq,
                day,
                day,
                kind,
                version,
                seats);
    }
}
