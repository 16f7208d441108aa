package org.tenantry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.audit.AuditEvent;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.People;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/** The books find what is wrong with them, and whoever it concerns waits until it is mended. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BookAuditIT {
    private static final Money ONE = new Money(1, USD);

    @Inject
    Shop shop;

    @Inject
    BookAudit audit;

    @Inject
    BookClock clock;

    @Inject
    Ledger ledger;

    @Inject
    AuditLog log;

    @Inject
    People people;

    @Resource(lookup = "java:app/jdbc/tenantry")
    DataSource dataSource;

    private Caller operator;

    @BeforeEach
    void an_operator_looks() {
        operator = new Caller(
                people.find("operator@test.example").orElseThrow(),
                null,
                null,
                false,
                true,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                null);
    }

    @AfterEach
    void nobody_runs_any_more() {
        shop.run("UPDATE book_audit SET lease_until = NULL");
    }

    @Test
    void books_in_order_are_green_from_the_first_check_to_the_last() {
        assertThat(clock.runNow(operator)).isTrue();

        var report = audit.last(operator);
        assertThat(report.findings()).hasSameSizeAs(Invariant.all());
        assertThat(report.findings()).filteredOn(finding -> !finding.isGreen()).isEmpty();
        assertThat(report.isGreen()).isTrue();
        assertThat(report.whole()).isTrue();
        assertThat(report.running()).isFalse();
        assertThat(report.endedAt()).isAfterOrEqualTo(report.startedAt());
        assertThat(acts(AuditLog.OPERATOR)).contains("books.audit");
    }

    @Test
    void a_wallet_that_is_worth_more_than_its_lots_is_found_and_parked_until_it_is_mended_and_found_in_order() {
        var wrong = shop.customer(1_000);
        var sound = shop.customer(1_000);
        billingAccount(wrong.tenant());
        shop.run("UPDATE wallet SET available_n = available_n + 1 WHERE tenant_id = ?", id(wrong));
        try {
            clock.runNow(operator);

            var red = audit.last(operator).findings().stream()
                    .filter(finding -> !finding.isGreen())
                    .toList();
            assertThat(red).extracting(Finding::number).containsExactly("I01", "I12");
            assertThat(red.get(0).found()).isEqualTo(1);
            assertThat(red.get(0).rows()).singleElement().satisfies(row -> {
                assertThat(row.tenant()).isEqualTo(wrong.tenant());
                assertThat(row.tenantName()).startsWith("T-");
                assertThat(row.what())
                        .isEqualTo(ledger.wallet(wrong.tenant()).id().toString());
            });
            assertThat(parked(wrong)).singleElement().satisfies(parked -> {
                assertThat(parked.red()).isTrue();
                assertThat(parked.since()).isNotNull();
                assertThat(parked.why()).startsWith("I01 a wallet is worth").contains("; I12 ");
            });
            assertThat(parked(sound)).isEmpty();
            assertThat(shop.number(
                            "SELECT COUNT(*) FROM billing_account WHERE parked_at IS NOT NULL AND parked_why LIKE 'I01%'"
                                    + " AND tenant_id = ?",
                            id(wrong)))
                    .isEqualTo(1);
            assertThatThrownBy(() -> hold(wrong)).isInstanceOf(WalletParked.class);
            assertThatThrownBy(() -> audit.unpark(operator, wrong.tenant())).isInstanceOf(StillRed.class);
        } finally {
            shop.run("UPDATE wallet SET available_n = available_n - 1 WHERE tenant_id = ?", id(wrong));
        }
        assertThatThrownBy(() -> audit.unpark(operator, wrong.tenant()))
                .as("mended, but nobody has looked yet")
                .isInstanceOf(StillRed.class);
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM billing_account WHERE parked_at IS NOT NULL AND tenant_id = ?",
                        id(wrong)))
                .as("a refusal changes nothing")
                .isEqualTo(1);

        clock.runNow(operator);
        assertThat(parked(wrong))
                .as("looked at, but it takes a person to let it go on")
                .singleElement()
                .satisfies(parked -> assertThat(parked.red()).isFalse());
        audit.unpark(operator, wrong.tenant());

        assertThat(parked(wrong)).isEmpty();
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM billing_account WHERE parked_at IS NULL AND parked_why = '' AND tenant_id = ?",
                        id(wrong)))
                .isEqualTo(1);
        hold(wrong);
        ledger.release(wrong.tenant(), ledger.wallet(wrong.tenant()).id(), ONE.nanos());
        assertThat(acts(wrong.tenant())).containsSubsequence("books.unpark", "books.park");
        assertThatThrownBy(() -> audit.unpark(operator, wrong.tenant()))
                .as("whoever is not parked")
                .isInstanceOf(NotFound.class);
    }

    @Test
    void what_concerns_no_tenant_is_red_and_parks_nobody() {
        var model = shop.model("1", "1");
        var before = audit.parked(operator).size();
        shop.run(
                "INSERT INTO provider_key (id, provider_id, label, sealed_key, weight, state, created_at)"
                        + " SELECT id, provider_id, 'plain', 'plain', 1, 'OFF', created_at FROM model WHERE id = ?",
                model.id().value());
        try {
            clock.runNow(operator);
            var red = audit.last(operator).findings().stream()
                    .filter(finding -> !finding.isGreen())
                    .toList();
            assertThat(red).singleElement().satisfies(finding -> {
                assertThat(finding.number()).isEqualTo("I23");
                assertThat(finding.rows()).singleElement().satisfies(row -> assertThat(row.tenant())
                        .isNull());
            });
            assertThat(audit.parked(operator)).hasSize(before);
        } finally {
            shop.run("DELETE FROM provider_key WHERE sealed_key = 'plain'");
        }
        clock.runNow(operator);
        assertThat(audit.last(operator).isGreen()).isTrue();
    }

    @Test
    void a_second_run_waits_for_the_first_and_a_run_that_died_does_not_block_for_ever() {
        shop.run("UPDATE book_audit SET lease_until = UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE");
        assertThat(audit.last(operator).running()).isTrue();
        assertThatThrownBy(() -> clock.runNow(operator)).isInstanceOf(AuditRunning.class);

        shop.run("UPDATE book_audit SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        assertThat(clock.runNow(operator)).isTrue();
    }

    @Test
    void the_nightly_run_is_made_on_one_node_alone() {
        shop.run("UPDATE book_audit SET rests_until = NULL");
        long before = audit.last(operator).number();
        clock.nightly();
        assertThat(audit.last(operator).number()).isEqualTo(before + 1);
        clock.nightly();
        assertThat(audit.last(operator).number()).as("on the next node").isEqualTo(before + 1);
    }

    @Test
    void a_check_that_cannot_be_made_is_not_green_and_one_with_endless_rows_is_bounded() {
        var failed = Examination.of(
                dataSource, new Invariant("I98 cannot be read", List.of("SELECT no, where FROM nothing")), any -> {});
        assertThat(failed.isGreen()).isFalse();
        assertThat(failed.failure()).isNotBlank();

        var red = new ArrayList<TenantId>();
        var endless = Examination.of(
                dataSource,
                new Invariant(
                        "I99 never holds",
                        List.of("SELECT '00000000-0000-0000-0000-000000000001', seq FROM seq_1_to_20000")),
                red::add);
        assertThat(endless.found()).isEqualTo(10_000);
        assertThat(endless.cut()).isTrue();
        assertThat(endless.rows()).hasSize(20);
        assertThat(red).hasSize(10_000);
    }

    @Test
    void only_an_operator_looks_runs_and_lets_go_on() {
        var admin = shop.customer(0);
        assertThatThrownBy(() -> clock.runNow(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> audit.last(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> audit.parked(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> audit.unpark(admin, admin.tenant())).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> audit.unpark(operator, TenantId.next())).isInstanceOf(NotFound.class);
    }

    private void hold(Caller of) {
        ledger.hold(of.tenant(), ledger.wallet(of.tenant()).id(), ONE);
    }

    private List<BookAudit.Parked> parked(Caller of) {
        return audit.parked(operator).stream()
                .filter(parked -> parked.tenant().equals(of.tenant()))
                .toList();
    }

    private List<String> acts(TenantId chain) {
        return log.events(chain, 0, 50).stream().map(AuditEvent::act).toList();
    }

    private static java.util.UUID id(Caller of) {
        return of.tenant().value();
    }

    private void billingAccount(TenantId tenant) {
        shop.run(
                "INSERT INTO billing_account (tenant_id, legal_name, address, tax_id, bank, bank_account, phone, email,"
                        + " tax_name, tax_rate_bp, pays_from_balance, dunning_exempt, dunning_state, parked_why)"
                        + " VALUES (?, 'T', '', '', '', '', '', '', '', 0, FALSE, FALSE, 'NONE', '')",
                tenant.value());
    }
}
