package org.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;

/** Keys from the first use to the last: who they open the door for, from where, until when, and what is seen how late. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyringIT {
    private static final String HOME = "203.0.113.7";

    @Inject
    Shop shop;

    @Inject
    ApiKeys keys;

    @Inject
    KeyShelf shelf;

    @Inject
    ServiceAccounts services;

    @Inject
    Keyring keyring;

    @Inject
    KeyUseClock useClock;

    @Inject
    Tenants tenants;

    @Test
    void a_key_opens_the_door_for_its_member_and_for_what_it_was_made() {
        var ann = shop.customer(0);
        var model = shop.model("1", "1");
        var end = Instant.parse("2099-01-01T00:00:00Z");
        var form = new KeyForm(
                "ci", Set.of(KeyScope.CHAT), Set.of(model.id()), AllowedAddresses.of("203.0.113.0/24"), end);
        var made = keys.create(ann, form);

        var opened = keyring.open(made.secret(), HOME);
        assertThat(opened.id()).isEqualTo(made.id());
        assertThat(opened.caller().tenant()).isEqualTo(ann.tenant());
        assertThat(opened.caller().member()).isEqualTo(ann.member());
        assertThat(opened.caller().person()).isEqualTo(ann.person());
        assertThat(opened.caller().has(Role.ADMIN)).isTrue();
        assertThat(opened.caller().apiKey()).isEqualTo(made.id());
        assertThat(opened.mayCall(model.id())).isTrue();
        assertThat(opened.mayCall(shop.model("1", "1").id())).isFalse();
        assertThat(opened.require(KeyScope.CHAT)).isEqualTo(opened);
        assertRefused(403, () -> opened.require(KeyScope.MANAGE));
        assertRefused(403, () -> keyring.open(made.secret(), "198.51.100.1"));

        assertThat(shelf.mine(ann)).singleElement().satisfies(row -> {
            assertThat(row.form()).isEqualTo(form);
            assertThat(row.publicId()).isEqualTo(made.secret().substring(3, 11));
            assertThat(row.lastUsedAt()).isNull();
        });
        useClock.write();
        assertThat(shelf.mine(ann).get(0).lastUsedAt()).isNotNull();
        assertThat(made.toString()).doesNotContain(made.secret());
    }

    @Test
    void everything_that_is_wrong_with_a_key_sounds_the_same() {
        var ann = shop.customer(0);
        var made = keys.create(ann, KeyForm.named("ci"));
        var other = made.secret().substring(0, 12) + "0".repeat(43);
        for (var wrong : new String[] {null, "", "sk-", other, "sk-00000000_" + "a".repeat(43), "Bearer x"}) {
            assertRefused(401, () -> keyring.open(wrong, HOME));
        }
        assertThat(keyring.open(made.secret(), HOME).id()).isEqualTo(made.id());
    }

    @Test
    void a_warm_key_asks_the_database_at_most_once_a_second_and_not_at_all_for_a_secret_known_to_be_wrong() {
        var memory = new KeyMemory();
        var image = new KeyImage(
                new OpenedKey(Ids.next(), shop.customer(0), KeyForm.USUAL, Set.of()),
                AllowedAddresses.ANYWHERE,
                null,
                null);
        var reads = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            memory.find("right", () -> {}, () -> {
                reads.incrementAndGet();
                return java.util.Optional.of(image);
            });
            memory.find("wrong", () -> {}, () -> {
                reads.incrementAndGet();
                return java.util.Optional.empty();
            });
        }
        assertThat(reads.get()).isBetween(2, 8);
    }

    @Test
    void revoking_on_this_node_counts_at_once_and_on_another_within_two_seconds() {
        var ann = shop.customer(0);
        var here = keys.create(ann, KeyForm.named("here"));
        var there = keys.create(ann, KeyForm.named("there"));
        keyring.open(here.secret(), HOME);
        keys.revoke(ann, here.id());
        assertRefused(401, () -> keyring.open(here.secret(), HOME));
        keys.revoke(ann, here.id());

        keyring.open(there.secret(), HOME);
        shop.run("UPDATE api_key SET state = 'REVOKED' WHERE id = ?", there.id());
        assertClosesWithinTwoSeconds(there.secret());
        assertThatThrownBy(() -> keys.rotate(ann, there.id(), Duration.ZERO)).hasMessage("tenancy.refusal.keyRevoked");
    }

    @Test
    void who_leaves_loses_the_keys_at_once_and_does_not_get_them_back() {
        var ann = shop.customer(0);
        var bob = shop.colleague(ann);
        var made = keys.create(bob, KeyForm.named("ci"));
        keyring.open(made.secret(), HOME);
        tenants.remove(ann.tenant(), bob.member());
        assertRefused(401, () -> keyring.open(made.secret(), HOME));
        tenants.giveBack(ann.tenant(), bob.member());
        assertRefused(401, () -> keyring.open(made.secret(), HOME));
        assertThat(shelf.mine(bob)).singleElement().matches(KeyShelf.Row::revoked);
    }

    @Test
    void a_suspended_tenant_reads_but_calls_no_model() {
        var ann = shop.customer(0);
        var made = keys.create(ann.tenant(), ann.member(), "all");
        keyring.open(made, HOME).require(KeyScope.CHAT);
        tenants.suspendForBill(ann.tenant());
        assertRefused(403, () -> keyring.open(made, HOME).require(KeyScope.CHAT));
        assertThat(keyring.open(made, HOME).require(KeyScope.MANAGE_READ).serving())
                .isFalse();
        tenants.liftForBill(ann.tenant());
        keyring.open(made, HOME).require(KeyScope.CHAT);
    }

    @Test
    void a_rotated_secret_works_on_for_as_long_as_was_said() {
        var start = Instant.parse("2031-03-01T00:00:00Z");
        var ann = shop.customer(0);
        PlayedClock.at(start);
        try {
            var end = start.plus(Duration.ofDays(10));
            var first = keys.create(ann, new KeyForm("ci", KeyForm.USUAL, Set.of(), AllowedAddresses.ANYWHERE, end));
            var second = keys.rotate(ann, first.id(), ApiKeys.USUAL_OVERLAP);
            assertThat(second.secret()).isNotEqualTo(first.secret());
            assertThat(shelf.one(ann, first.id()).overlapUntil()).isEqualTo(start.plus(ApiKeys.USUAL_OVERLAP));
            PlayedClock.at(start.plus(Duration.ofHours(24)).minusMillis(1));
            assertThat(keyring.open(first.secret(), HOME).id()).isEqualTo(first.id());
            assertThat(keyring.open(second.secret(), HOME).id()).isEqualTo(first.id());
            PlayedClock.at(start.plus(Duration.ofHours(24)));
            assertRefused(401, () -> keyring.open(first.secret(), HOME));

            var third = keys.rotate(ann, first.id(), Duration.ZERO);
            assertRefused(401, () -> keyring.open(second.secret(), HOME));
            var fourth = keys.rotate(ann, first.id(), Duration.ofDays(30));
            keyring.open(third.secret(), HOME);
            PlayedClock.at(end.minusMillis(1));
            keyring.open(fourth.secret(), HOME);
            PlayedClock.at(end);
            assertRefused(401, () -> keyring.open(third.secret(), HOME));
            assertRefused(401, () -> keyring.open(fourth.secret(), HOME));
            assertThat(shelf.one(ann, first.id()).standing()).isEqualTo(KeyShelf.Standing.EXPIRED);
            assertThatThrownBy(() -> keys.rotate(ann, first.id(), Duration.ofDays(31)))
                    .hasMessage("tenancy.refusal.overlap");
            assertThatThrownBy(() -> keys.rotate(ann, first.id(), Duration.ofSeconds(-1)))
                    .hasMessage("tenancy.refusal.overlap");
        } finally {
            PlayedClock.real();
        }
    }

    @Test
    void an_address_that_tries_many_wrong_keys_is_not_looked_up_for_but_right_keys_go_on() {
        var ann = shop.customer(0);
        var made = keys.create(ann, KeyForm.named("ci"));
        var late = keys.create(ann, KeyForm.named("late"));
        var address = "2001:db8:" + Integer.toHexString(made.hashCode() & 0xFFFF) + ":1::9";
        keyring.open(made.secret(), address);
        var answers = java.util.stream.IntStream.range(0, 70)
                .map(i -> refused(() -> keyring.open("sk-" + (10_000_000 + i) + "_" + "a".repeat(43), address))
                        .status())
                .boxed()
                .toList();
        assertThat(answers.subList(0, 60)).containsOnly(401);
        assertThat(answers.subList(60, 70)).containsOnly(429);
        keyring.open(made.secret(), address);
        assertRefused(429, () -> keyring.open(late.secret(), address));
        keyring.open(late.secret(), "2001:db8:ffff:2::9");
    }

    @Test
    void a_service_account_takes_no_seat_cannot_sign_in_and_outlives_people() {
        var ann = shop.customer(0);
        var bob = shop.colleague(ann);
        int seats = tenants.seatsTaken(ann.tenant());
        var crawler = services.add(ann, " Crawler ");
        assertThat(tenants.seatsTaken(ann.tenant())).isEqualTo(seats);
        var made = keys.createFor(ann, crawler, KeyForm.named("prod"));
        var opened = keyring.open(made.secret(), HOME);
        assertThat(opened.caller().member()).isEqualTo(crawler);
        assertThat(opened.caller().person()).isNull();
        assertThat(opened.caller().has(Role.ADMIN)).isFalse();
        tenants.mayCall(opened.caller());
        assertThat(tenants.members(ann))
                .filteredOn(Tenants.MemberRow::service)
                .singleElement()
                .satisfies(row -> assertThat(row.name()).isEqualTo("Crawler"));
        assertThatThrownBy(() -> services.add(ann, "Crawler")).hasMessage("tenancy.refusal.serviceTaken");
        assertThatThrownBy(() -> services.add(bob, "Mine")).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> keys.createFor(bob, crawler, KeyForm.named("x")))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> tenants.place(ann.tenant(), crawler)).isInstanceOf(NotFound.class);
        assertThat(services.list(ann)).singleElement().matches(row -> row.keys() == 1);

        services.remove(ann, crawler);
        assertRefused(401, () -> keyring.open(made.secret(), HOME));
        assertThat(services.add(ann, "Crawler")).isNotEqualTo(crawler);
        assertThat(shop.rows(
                        "SELECT act, COUNT(*) FROM audit_event WHERE tenant_id = ? GROUP BY act ORDER BY act",
                        ann.tenant().value()))
                .containsExactly("apiKey.add | 1", "service.add | 2", "service.remove | 1");
    }

    @Test
    void nobody_reaches_keys_beyond_a_wall() {
        var ann = shop.customer(0);
        var bob = shop.colleague(ann);
        var eve = shop.customer(0);
        var made = keys.create(ann, KeyForm.named("ci"));
        var crawler = services.add(ann, "Crawler");
        var prod = keys.createFor(ann, crawler, KeyForm.named("prod"));
        for (var stranger : List.of(eve, bob)) {
            for (var key : List.of(made.id(), prod.id(), UUID.randomUUID())) {
                assertThatThrownBy(() -> keys.revoke(stranger, key)).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> keys.rotate(stranger, key, Duration.ZERO))
                        .isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> shelf.one(stranger, key)).isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> keys.change(stranger, key, KeyForm.named("x")))
                        .isInstanceOf(Refusal.class);
            }
            assertThat(shelf.mine(stranger)).isEmpty();
        }
        assertThat(shelf.all(eve, KeyShelf.Wanted.ALL)).isEmpty();
        assertThatThrownBy(() -> shelf.all(bob, KeyShelf.Wanted.ALL)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> keys.createFor(eve, crawler, KeyForm.named("x")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> services.remove(eve, crawler)).isInstanceOf(NotFound.class);
        var strange = new KeyForm(
                "x",
                KeyForm.USUAL,
                Set.of(new org.tenantry.values.ModelId(Ids.next())),
                AllowedAddresses.ANYWHERE,
                null);
        assertThatThrownBy(() -> keys.create(ann, strange)).isInstanceOf(NotFound.class);

        var theirs = keys.create(bob, KeyForm.named("ci"));
        assertThat(shelf.all(ann, KeyShelf.Wanted.ALL)).hasSize(3);
        assertThat(shelf.all(ann, new KeyShelf.Wanted("crawl", true, KeyShelf.Standing.LIVE, crawler)))
                .singleElement()
                .matches(row -> row.id().equals(prod.id()) && row.owner().equals("Crawler"));
        assertThatThrownBy(() -> keys.rotate(ann, theirs.id(), Duration.ZERO)).isInstanceOf(NotFound.class);
        keys.change(
                ann,
                theirs.id(),
                new KeyForm("ci", Set.of(KeyScope.AUDIO), Set.of(), AllowedAddresses.of("10.0.0.0/8"), null));
        assertRefused(403, () -> keyring.open(theirs.secret(), HOME));
        keys.letMembersMake(ann, false);
        assertThatThrownBy(() -> keys.create(bob, KeyForm.named("two"))).hasMessage("tenancy.refusal.keysByAdmins");
        keyring.open(theirs.secret(), "10.0.0.1");
        keys.revoke(ann, theirs.id());
        assertRefused(401, () -> keyring.open(theirs.secret(), "10.0.0.1"));
    }

    @Test
    void names_are_unique_among_the_live_keys_of_a_member_and_a_revoked_name_is_free_again() {
        var ann = shop.customer(0);
        var first = keys.create(ann, KeyForm.named("ci"));
        assertThatThrownBy(() -> keys.create(ann, KeyForm.named("ci"))).hasMessage("tenancy.refusal.keyTaken");
        keys.create(shop.colleague(ann), KeyForm.named("ci"));
        keys.revoke(ann, first.id());
        var second = keys.create(ann, KeyForm.named("ci"));
        var third = keys.create(ann, KeyForm.named("cd"));
        assertThatThrownBy(() -> keys.change(ann, third.id(), KeyForm.named("ci")))
                .hasMessage("tenancy.refusal.keyTaken");
        keys.change(ann, second.id(), KeyForm.named("ci2"));
        keys.change(ann, third.id(), KeyForm.named("ci"));
    }

    private void assertClosesWithinTwoSeconds(String secret) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofSeconds(10).toNanos()) {
            try {
                keyring.open(secret, HOME);
            } catch (Refusal closed) {
                assertThat(closed.status()).isEqualTo(401);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("still open");
    }

    private static void assertRefused(int status, Runnable act) {
        var refused = refused(act);
        assertThat(refused.status()).isEqualTo(status);
        if (status == 401) {
            assertThat(refused.key()).isEqualTo("tenancy.refusal.key");
            assertThat(refused.arguments()).isEmpty();
        }
    }

    private static Refusal refused(Runnable act) {
        try {
            act.run();
        } catch (Refusal refused) {
            return refused;
        }
        throw new AssertionError("not refused");
    }
}
