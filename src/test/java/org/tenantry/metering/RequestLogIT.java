package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.RequestLog.Outcome;
import org.tenantry.metering.RequestLog.Place;
import org.tenantry.metering.RequestLog.Wanted;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.tenancy.Keyring;
import org.tenantry.tenancy.ServiceAccounts;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.ProviderId;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;

/** The log of requests: who sees which, how it is narrowed and paged, and that what it explains adds up. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestLogIT {
    private static final Instant START = Instant.parse("2031-03-01T12:00:00Z");

    @Inject
    Shop shop;

    @Inject
    Meter meter;

    @Inject
    Lots lots;

    @Inject
    RequestLog log;

    @Inject
    ApiKeys keys;

    @Inject
    ServiceAccounts services;

    @Inject
    Keyring keyring;

    @Test
    void a_request_is_explained_to_the_last_nano_and_to_the_lots_that_paid() {
        var admin = shop.customer(0);
        var model = shop.model("10", "30");
        lots.credit(
                admin.tenant(),
                LotKind.PROMO,
                new Money(1_000_000, Shop.USD),
                Optional.empty(),
                "g-" + admin.tenant(),
                "");
        lots.credit(
                admin.tenant(),
                LotKind.PAID,
                new Money(9_000_000, Shop.USD),
                Optional.empty(),
                "p-" + admin.tenant(),
                "");
        var key = keyring.open(
                keys.createFor(admin, services.add(admin, "Crawler"), KeyForm.named("prod"))
                        .secret(),
                null);
        var id = meter.hold(key.caller(), wish(model, "k-1", Wish.Origin.API)).id();
        var provider = new ProviderId(UUID.fromString(shop.rows(
                        "SELECT provider_id FROM model WHERE id = ?", model.id().value())
                .get(0)));
        var first = new Attempt(
                1, provider, model.id(), "label-1", START, null, 7, Attempt.Outcome.FAILED, "RATE_LIMITED", true);
        var second = new Attempt(2, provider, model.id(), "label-2", START, 12L, 90, Attempt.Outcome.DONE, "", false);
        meter.end(
                id, new Meter.Ended(CallEnd.DONE, new TokenUsage(60, 40, 0, 50, 20), 50, null, List.of(first, second)));

        var seen = log.explain(admin, id.value());
        assertThat(seen.line().member()).isEqualTo("Crawler");
        assertThat(seen.line().key()).isEqualTo("prod");
        assertThat(seen.line().outcome()).isEqualTo(Outcome.PAID);
        assertThat(seen.requestKey()).isEqualTo("k-1");
        assertThat(seen.tries()).extracting(RequestLog.Try::paid).containsExactly(false, true);
        assertThat(seen.tries().get(0).failure()).isEqualTo("RATE_LIMITED");
        assertThat(seen.buckets())
                .extracting(bucket -> bucket.kind() + " " + bucket.tokens() + " "
                        + bucket.amount().nanos())
                .containsExactly("INPUT 60 600000", "CACHED_INPUT 40 200000", "CACHE_WRITE 0 0", "OUTPUT 50 1500000");
        assertThat(seen.full()).isEqualTo(seen.line().charge());
        assertThat(seen.overrun().isZero()).isTrue();
        assertThat(seen.sources())
                .extracting(source -> source.kind() + " " + source.amount().nanos())
                .containsExactly("PROMO 1000000", "PAID 1300000");
        assertThat(seen.toString())
                .as("whom it was sent to is the operator's matter")
                .doesNotContain("label-");
    }

    @Test
    void it_is_narrowed_by_everything_and_paged_without_a_gap() {
        PlayedClock.at(START);
        try {
            var admin = shop.customer(1_000_000_000L);
            var bob = shop.colleague(admin);
            var model = shop.model("10", "30");
            var other = shop.model("10", "30");
            var key = keyring.open(keys.create(bob, KeyForm.named("ci")).secret(), null);
            for (int i = 0; i < RequestLog.PAGE + 3; i++) {
                end(
                        meter.hold(key.caller(), wish(model, "a" + i, Wish.Origin.API))
                                .id(),
                        CallEnd.DONE);
            }
            PlayedClock.at(START.plusSeconds(60));
            end(meter.hold(bob, wish(other, "b", Wish.Origin.CHAT)).id(), CallEnd.FAILED);
            var open = meter.hold(admin, wish(model, "c", Wish.Origin.CHAT)).id();

            var page = log.lines(admin, Of.TENANT, wanted(null));
            assertThat(page).hasSize(RequestLog.PAGE + 1);
            assertThat(page.subList(0, 2)).extracting(RequestLog.Line::outcome).contains(Outcome.RUNNING);
            var next = log.lines(
                    admin, Of.TENANT, wanted(page.get(RequestLog.PAGE - 1).place()));
            assertThat(next).hasSize(5);
            assertThat(next)
                    .extracting(RequestLog.Line::id)
                    .doesNotHaveDuplicates()
                    .contains(page.get(RequestLog.PAGE).id());
            assertThat(Place.of(next.get(0).place().text()))
                    .isEqualTo(next.get(0).place());

            assertThat(find(admin, key.id(), null, null, null)).hasSize(RequestLog.PAGE + 1);
            assertThat(find(admin, null, other, null, null)).singleElement().matches(line -> !line.charge()
                    .isNegative());
            assertThat(find(admin, null, null, Outcome.NOT_CHARGED, null)).hasSize(1);
            assertThat(find(admin, null, null, Outcome.RUNNING, null))
                    .singleElement()
                    .matches(line -> line.id().equals(open.value()) && line.millis() == null);
            assertThat(find(admin, null, null, null, Wish.Origin.CHAT)).hasSize(2);
            assertThat(log.lines(bob, Of.ME, wanted(null))).hasSize(RequestLog.PAGE + 1);
            assertThat(log.lines(admin, Of.ME, wanted(null))).hasSize(1);
            assertThat(log.lines(
                            admin,
                            Of.TENANT,
                            new Wanted(
                                    START.plusSeconds(1), START.plusSeconds(90), null, null, null, null, null, null)))
                    .hasSize(2);
            end(open, CallEnd.FAILED);
        } finally {
            PlayedClock.real();
        }
    }

    @Test
    void nobody_sees_beyond_the_wall_and_a_member_only_the_own() {
        var admin = shop.customer(1_000_000_000L);
        var bob = shop.colleague(admin);
        var eve = shop.customer(0);
        var model = shop.model("10", "30");
        var key = keyring.open(keys.create(admin, KeyForm.named("ci")).secret(), null);
        var call = meter.hold(key.caller(), wish(model, "a", Wish.Origin.API)).id();
        end(call, CallEnd.DONE);
        assertThat(log.explain(admin, call.value()).line().key()).isEqualTo("ci");
        for (var stranger : List.of(bob, eve)) {
            assertThatThrownBy(() -> log.explain(stranger, call.value())).isInstanceOf(NotFound.class);
            assertThat(log.lines(stranger, Of.ME, always(key.id()))).isEmpty();
        }
        assertThat(log.lines(eve, Of.TENANT, always(key.id()))).isEmpty();
        assertThatThrownBy(() -> log.lines(bob, Of.TENANT, always(null))).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> log.explain(admin, UUID.randomUUID())).isInstanceOf(NotFound.class);
        for (var text : List.of("", "_", "x_y", "2031-13-01T00:00:00Z_" + UUID.randomUUID(), "' OR 1=1 --")) {
            assertThatThrownBy(() -> Place.of(text)).isInstanceOf(InvalidInput.class);
        }
    }

    private List<RequestLog.Line> find(
            Caller admin, UUID key, OfferedModel model, Outcome outcome, Wish.Origin origin) {
        return log.lines(
                admin,
                Of.TENANT,
                new Wanted(
                        START,
                        START.plusSeconds(3600),
                        key,
                        null,
                        model == null ? null : model.id(),
                        outcome,
                        origin,
                        null));
    }

    private static Wanted wanted(Place after) {
        return new Wanted(START, START.plusSeconds(3600), null, null, null, null, null, after);
    }

    private static Wanted always(UUID key) {
        return new Wanted(
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2100-01-01T00:00:00Z"),
                key,
                null,
                null,
                null,
                null,
                null);
    }

    private void end(RequestId id, CallEnd how) {
        meter.end(id, new Meter.Ended(how, how == CallEnd.DONE ? TokenUsage.of(100, 10) : null, 10, null));
    }

    private static Wish wish(OfferedModel model, String key, Wish.Origin origin) {
        return new Wish(RequestId.next(), origin, model, 100, true, 100, key, "body", null);
    }
}
