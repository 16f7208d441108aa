package org.tenantry.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.testbed.Together;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;

/** Two nodes at one database: what one lets pass, the other knows within two seconds. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsIT {
    private static final Duration BOUND = Duration.ofSeconds(2);

    @Inject
    Shop shop;

    @Inject
    LimitSettings settings;

    @Inject
    Limits product;

    @Inject
    Board board;

    @Inject
    Entitlements entitlements;

    @Inject
    Config config;

    @Inject
    ApiKeys keys;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Resource
    ManagedThreadFactory threads;

    private Limits first;
    private Limits second;
    private ScheduledExecutorService beats;
    private Caller operator;
    private Caller caller;

    @BeforeEach
    void two_nodes() {
        first = node();
        second = node();
        beats = Executors.newScheduledThreadPool(2, threads);
        caller = shop.customer(0);
        operator = new Caller(caller.person(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    }

    @AfterEach
    void stop() throws Exception {
        beats.shutdownNow();
        beats.awaitTermination(5, TimeUnit.SECONDS);
    }

    @Test
    void what_one_node_lets_pass_the_other_knows_within_two_seconds() throws Exception {
        settings.set(operator, caller.tenant(), numbers(10L, 10_000L, null));
        var member = shop.colleague(caller);
        settings.set(caller, member.member(), numbers(4L, null, null));
        beat(first);
        beat(second);
        for (int i = 0; i < 3; i++) {
            ask(first, member);
        }
        within(() -> left(second, caller) == 7 && left(second, member) == 1);
        assertThat(second.standing(member).headers())
                .containsEntry("x-ratelimit-limit-requests", "4")
                .containsEntry("x-ratelimit-remaining-tokens", "9700");
        ask(second, member);
        assertThatThrownBy(() -> ask(second, member)).isInstanceOfSatisfying(LimitReached.class, refusal -> {
            assertThat(refusal.key()).isEqualTo("limits.refusal.REQUESTS.MEMBER.ADMIN");
            assertThat(refusal.waitSeconds()).isBetween(50L, 62L);
        });
        within(() -> left(first, member) == 0);
        assertThatThrownBy(() -> ask(first, member)).isInstanceOf(LimitReached.class);

        var passed = Together.run(20, i -> {
            ask(i % 2 == 0 ? first : second, caller);
            return true;
        });
        long before = passed.stream().filter(Boolean.TRUE::equals).count();
        assertThat(before).as("each node by itself is exact").isBetween(6L, 12L);
        within(() -> left(first, caller) == 0 && left(second, caller) == 0);
        assertThatThrownBy(() -> ask(first, caller)).isInstanceOf(LimitReached.class);
        assertThatThrownBy(() -> ask(second, caller)).isInstanceOf(LimitReached.class);
    }

    @Test
    void answers_of_a_dead_node_count_until_its_lease_has_run_out() {
        settings.set(operator, caller.tenant(), numbers(null, null, 2L));
        first.exchange();
        second.exchange();
        ask(first, caller);
        var running = ask(first, caller);
        first.exchange();
        second.exchange();
        assertThatThrownBy(() -> ask(second, caller))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.key())
                        .isEqualTo("limits.refusal.STREAMS.TENANT.OPERATOR"));
        first.end(running, 10);
        first.exchange();
        second.exchange();
        var theirs = ask(second, caller);
        second.end(theirs, 10);
        ask(second, caller);
        assertThatThrownBy(() -> ask(second, caller)).isInstanceOf(LimitReached.class);
        shop.run(
                "UPDATE limit_node SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE node IN"
                        + " (SELECT node FROM limit_open WHERE scope = ?) AND node <> ?",
                "T:" + caller.tenant(),
                second.node());
        second.exchange();
        ask(second, caller);
        assertThatThrownBy(() -> ask(second, caller)).isInstanceOf(LimitReached.class);
    }

    @Test
    void a_node_that_starts_knows_what_was_let_pass_before() {
        settings.set(operator, caller.tenant(), numbers(3L, null, null));
        first.exchange();
        ask(first, caller);
        ask(first, caller);
        first.exchange();
        var fresh = node();
        assertThat(left(fresh, caller)).isEqualTo(1);
    }

    @Test
    void a_limit_is_changed_by_whom_it_belongs_to_and_within_its_bounds() {
        settings.set(operator, caller.tenant(), numbers(100L, null, 0L));
        within(() -> !product.standing(caller).headers().isEmpty());
        var foreign = shop.customer(0);
        var member = shop.colleague(caller);
        keys.create(caller.tenant(), caller.member(), "k-" + Ids.next());
        var key = Ids.parse(shop.rows(
                        "SELECT id FROM api_key WHERE tenant_id = ?",
                        caller.tenant().value())
                .get(0));
        settings.setKey(caller, key, numbers(5L, 50L, 1L));
        assertThat(settings.subjects(caller))
                .extracting(LimitSettings.Subject::numbers)
                .containsExactly(LimitRow.Numbers.SILENT, LimitRow.Numbers.SILENT, numbers(5L, 50L, 1L));
        settings.setKey(caller, key, LimitRow.Numbers.SILENT);
        assertThat(settings.subjects(caller)).hasSize(3).noneMatch(LimitSettings.Subject::isLimited);
        Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThatThrownBy(
                        () -> settings.set(caller, member.member(), numbers(101L, null, null)))
                .isInstanceOfSatisfying(InvalidInput.class, refusal -> assertThat(refusal.key())
                        .isEqualTo("limits.refusal.aboveTenant")));
        for (var wrong :
                List.of(numbers(0L, null, null), numbers(-1L, null, null), numbers(null, Long.MAX_VALUE, null))) {
            assertThatThrownBy(() -> settings.set(caller, member.member(), wrong))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> settings.set(operator, caller.tenant(), numbers(-1L, null, null)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> settings.set(foreign, member.member(), numbers(1L, null, null)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> settings.setKey(foreign, key, numbers(1L, null, null)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> settings.set(member, member.member(), numbers(1L, null, null)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> settings.set(caller, caller.tenant(), numbers(1L, null, null)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> settings.set(caller, new MemberId(Ids.next()), numbers(1L, null, null)))
                .isInstanceOf(NotFound.class);
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ? AND act = 'limit.set'",
                        caller.tenant().value()))
                .isEqualTo(3);
    }

    private Limits node() {
        var node = new Limits();
        node.board = board;
        node.config = config;
        node.entitlements = entitlements;
        node.transactions = transactions;
        node.open();
        return node;
    }

    private void beat(Limits node) {
        beats.scheduleWithFixedDelay(node::exchange, 0, 700, TimeUnit.MILLISECONDS);
        within(() -> !node.standing(caller).headers().isEmpty());
    }

    private static RequestId ask(Limits node, Caller caller) {
        var id = RequestId.next();
        node.admit(caller, Optional.empty(), new Limits.Wanted(id, id.toString(), 100));
        return id;
    }

    private static long left(Limits node, Caller caller) {
        return node.standing(caller).requests().orElseThrow().remaining();
    }

    private static void within(java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await().atMost(BOUND).pollInterval(Duration.ofMillis(20)).until(holds);
    }

    private static LimitRow.Numbers numbers(Long requests, Long tokens, Long streams) {
        return new LimitRow.Numbers(
                Optional.ofNullable(requests), Optional.ofNullable(tokens), Optional.ofNullable(streams));
    }
}
