package org.tenantry.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Recipients;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.testbed.Postbox;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;

/** The outbox on the real database, and what arrives at a real mail server. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Inject
    Shop shop;

    @Inject
    Outbox outbox;

    @Inject
    Deliveries deliveries;

    @Inject
    Mailer mailer;

    @Inject
    Tenants tenants;

    @Inject
    Recipients recipients;

    @Inject
    People people;

    @Inject
    UserTransaction transaction;

    private final TenantId tenant = TenantId.next();
    private final String mark = Ids.next().toString().substring(24);
    private final String ann = "ann-" + mark + "@a.example";
    private final String bao = "bao-" + mark + "@b.example";

    @Test
    void twenty_writers_of_the_same_notice_write_one_for_each_recipient_and_each_gets_one_mail() throws Exception {
        var to = List.of(reader(bao, Locale.CHINA), reader(ann, Locale.US));
        var failures = together(20, () -> {
            Retry.transaction(() -> outbox.put(tenant, "closed-" + mark, "service.lifted", to, "Acme"));
            return null;
        });
        assertThat(failures).isEmpty();
        assertThat(count("tenant_id = ?", tenant)).isEqualTo(2);

        outbox.put(tenant, "closed-" + mark, "service.lifted", to, "Acme");
        outbox.put(tenant, "other-" + mark, "service.lifted", List.of(to.get(1)), "Acme");
        outbox.put(TenantId.next(), "closed-" + mark, "service.lifted", List.of(to.get(1)), "Acme");
        assertThat(count("recipient IN (?, ?)", ann, bao)).isEqualTo(4);

        settled();
        assertThat(Postbox.of(ann)).hasSize(3);
        assertThat(Postbox.of(bao)).hasSize(1);
    }

    @Test
    void what_is_rolled_back_is_never_told() throws Exception {
        transaction.begin();
        outbox.put(tenant, "a", "service.lifted", List.of(reader(ann, Locale.US)), "Rolled back");
        transaction.rollback();
        assertThat(count("tenant_id = ?", tenant)).isZero();

        transaction.begin();
        outbox.put(tenant, "a", "service.lifted", List.of(reader(ann, Locale.US)), "Committed");
        transaction.commit();
        settled();
        assertThat(Postbox.of(ann))
                .extracting(Postbox.Received::text)
                .singleElement()
                .asString()
                .startsWith("The service for Committed is available again");
    }

    @Test
    void each_recipient_reads_it_in_their_own_language() {
        outbox.put(
                tenant,
                "r",
                "invoice.reminder",
                List.of(reader(ann, Locale.US), reader(bao, Locale.CHINA)),
                "INV-1",
                Money.of(99_990_000_000L, "USD"),
                LocalDate.of(2031, 3, 14),
                9,
                LocalDate.of(2031, 3, 28),
                "Acme 公司");
        settled();
        var english = Postbox.of(ann).get(0);
        assertThat(english.subject()).isEqualTo("Reminder: invoice INV-1 for Acme 公司 is overdue");
        assertThat(english.text())
                .startsWith("Invoice INV-1 for Acme 公司 is overdue: $99.99 were due on Mar 14, 2031, 9 days ago.\n")
                .contains("Open it here: https://chat.tenantry.example");
        var chinese = Postbox.of(bao).get(0);
        assertThat(chinese.subject()).isEqualTo("付款提醒：Acme 公司 的账单 INV-1 已逾期");
        assertThat(chinese.text())
                .startsWith("Acme 公司 的账单 INV-1 已逾期 9 天：应付 US$99.99，到期日为 2031年3月14日。\n")
                .contains("点此打开：https://chat.tenantry.example");
        assertThat(chinese.headers())
                .containsEntry("auto-submitted", "auto-generated")
                .containsEntry("content-language", "zh-CN")
                .containsEntry("from", "notices@tenantry.example")
                .containsEntry("message-id", "<" + id(bao) + "@tenantry.example>");
    }

    @Test
    void a_hostile_name_brings_neither_a_header_nor_a_recipient() {
        var victim = "victim-" + mark + "@v.example";
        outbox.put(
                tenant,
                "h",
                "service.lifted",
                List.of(reader(ann, Locale.US)),
                "Evil\r\nBcc: " + victim + "\r\nSubject: win\r\n\r\n<script>alert(1)</script>{0}");
        settled();
        var mail = Postbox.of(ann).get(0);
        assertThat(mail.recipients()).containsExactly(ann);
        assertThat(mail.headers()).doesNotContainKey("bcc");
        assertThat(mail.subject())
                .isEqualTo("The service for Evil Bcc: " + victim
                        + " Subject: win <script>alert(1)</script>{0} is available again");
        assertThat(Postbox.of(victim)).isEmpty();
    }

    @Test
    void an_address_that_is_none_fails_before_it_is_tried_and_stops_nobody_else() {
        outbox.put(
                tenant,
                "n",
                "service.lifted",
                List.of(reader("a@x.example\r\nBcc: b@x.example", Locale.US), reader(ann, Locale.US)),
                "Acme");
        settled();
        assertThat(Postbox.of(ann)).hasSize(1);
        assertThat(count("tenant_id = ? AND state = 'FAILED' AND failure = 'ADDRESS' AND tries = 0", tenant))
                .isEqualTo(1);
    }

    @Test
    void a_node_that_dies_before_it_notes_what_it_sent_leaves_the_very_same_mail_to_be_sent_again() {
        outbox.put(tenant, "c", "service.lifted", List.of(reader(ann, Locale.US)), "Acme");
        settled();
        assertThat(Postbox.of(ann)).hasSize(1);

        leased(60, 1);
        mailer.send();
        assertThat(Postbox.of(ann)).hasSize(1);
        assertThat(count("tenant_id = ? AND state = 'SENDING'", tenant)).isEqualTo(1);

        leased(-1, 1);
        settled();
        var mails = Postbox.of(ann);
        assertThat(mails).hasSize(2);
        mails.forEach(mail -> mail.headers().keySet().removeAll(List.of("received", "return-path")));
        assertThat(mails.get(1)).isEqualTo(mails.get(0));
        assertThat(mails.get(0).headers()).containsKeys("message-id", "date");
        assertThat(count("tenant_id = ? AND state = 'SENT' AND tries = 2", tenant))
                .isEqualTo(1);
    }

    @Test
    void a_notice_that_a_node_dies_of_again_and_again_fails_at_last() {
        outbox.put(tenant, "p", "service.lifted", List.of(reader(ann, Locale.US)), "Acme");
        settled();
        leased(-1, Deliveries.MOST_TRIES);
        settled();
        assertThat(Postbox.of(ann)).hasSizeLessThanOrEqualTo(2);
        assertThat(count("tenant_id = ? AND state IN ('SENT', 'FAILED')", tenant))
                .isEqualTo(1);
    }

    @Test
    void many_who_take_from_the_outbox_at_once_never_take_the_same() throws Exception {
        for (int i = 0; i < 40; i++) {
            outbox.put(tenant, "m" + i, "service.lifted", List.of(reader(ann, Locale.US)), "Acme");
        }
        var taken = Collections.synchronizedList(new ArrayList<UUID>());
        var failures = together(8, () -> {
            for (var parcel = claim(); parcel.isPresent(); parcel = claim()) {
                taken.add(parcel.get().id());
            }
            return null;
        });
        assertThat(failures).isEmpty();
        assertThat(taken).doesNotHaveDuplicates();
        for (var id : taken) {
            deliveries.sent(id);
        }
        settled();
        assertThat(count("tenant_id = ? AND state = 'SENT' AND tries = 1", tenant))
                .isEqualTo(40);
        assertThat(Postbox.of(ann)).hasSizeLessThan(40);
    }

    @Test
    void a_try_that_is_overtaken_changes_nothing_but_a_success_always_counts() {
        outbox.put(tenant, "o", "service.lifted", List.of(reader(ann, Locale.US)), "Acme");
        settled();
        leased(60, 1);
        var id = id(ann);
        var late = new Parcel(id, 0, ann, "en", "s", "b", Instant.EPOCH);
        deliveries.failed(late, new Undeliverable(MailFailure.UNREACHABLE, "late", false));
        assertThat(count("tenant_id = ? AND state = 'SENDING' AND failure IS NULL", tenant))
                .isEqualTo(1);
        deliveries.sent(id);
        assertThat(count("tenant_id = ? AND state = 'SENT'", tenant)).isEqualTo(1);
    }

    @Test
    void only_what_has_failed_can_be_tried_again_and_that_is_on_record() {
        var operator = people.find("operator@test.example").orElseThrow();
        outbox.put(tenant, "f", "service.lifted", List.of(reader("no address " + mark, Locale.US)), "Acme");
        outbox.put(tenant, "f", "service.lifted", List.of(reader(ann, Locale.US)), "Acme");
        settled();
        assertThatThrownBy(() -> outbox.again(operator, id(ann)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("notices.refusal.notFailed"));
        assertThatThrownBy(() -> outbox.again(operator, UUID.randomUUID())).isInstanceOf(NotFound.class);
        assertThat(shop.number("SELECT COUNT(*) FROM audit_event WHERE tenant_id = ?", tenant.value()))
                .isZero();

        outbox.again(operator, id("no address " + mark));
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ? AND act = 'notice.again'",
                        tenant.value()))
                .isEqualTo(1);
        settled();
        assertThat(count("tenant_id = ? AND state = 'FAILED' AND tries = 1", tenant))
                .isEqualTo(1);
    }

    @Test
    void a_test_mail_needs_an_address() {
        var operator = people.find("operator@test.example").orElseThrow();
        assertThatThrownBy(() -> outbox.test(operator, mark, reader("nobody", Locale.US), "me"))
                .isInstanceOf(InvalidInput.class);
        outbox.test(operator, mark, reader(ann, Locale.US), "me");
        outbox.test(operator, mark, reader(ann, Locale.US), "me");
        settled();
        assertThat(Postbox.of(ann)).hasSize(1);
    }

    @Test
    void notices_of_a_tenant_go_to_its_active_admins_in_their_language_and_its_zone() {
        var admin = shop.customer(0);
        shop.colleague(admin);
        var second = seat(admin, Role.ADMIN, "zh");
        var gone = seat(admin, Role.ADMIN, null);
        shop.run(
                "UPDATE member SET state = 'REMOVED' WHERE id = ?",
                gone.member().value());

        assertThat(recipients.admins(admin.tenant()))
                .containsExactlyInAnyOrder(
                        new Recipient(email(admin), Locale.ENGLISH, BERLIN),
                        new Recipient(email(second), Locale.CHINESE, BERLIN));
        assertThat(recipients.admins(TenantId.next())).isEmpty();
        assertThat(recipients.operators()).extracting(Recipient::email).contains("operator@test.example");
        assertThat(AuditLog.OPERATOR.value()).isEqualTo(new UUID(0, 0));
    }

    private static Recipient reader(String address, Locale locale) {
        return new Recipient(address, locale, BERLIN);
    }

    private Caller seat(Caller of, Role role, String language) {
        var other = shop.colleague(of);
        var member = tenants.seat(of.tenant(), other.person(), role);
        shop.run(
                "UPDATE person SET locale = ? WHERE id = ?",
                language,
                other.person().value());
        return new Caller(
                other.person(), of.tenant(), member, role == Role.ADMIN, false, of.locale(), of.zone(), of.currency());
    }

    private String email(Caller caller) {
        return people.profile(caller).email();
    }

    private Optional<Parcel> claim() {
        return Retry.transaction(deliveries::claim);
    }

    /** As if a node had it, whose lease ends in so many seconds. */
    private void leased(int seconds, int tries) {
        shop.run(
                "UPDATE notice SET state = 'SENDING', sent_at = NULL, tries = ?,"
                        + " due_at = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(6)) WHERE tenant_id = ?",
                tries,
                seconds,
                tenant.value());
    }

    /** Until nothing of this tenant is on its way any more. */
    private void settled() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    mailer.send();
                    assertThat(count("tenant_id = ? AND state IN ('WAITING', 'SENDING')", tenant))
                            .isZero();
                });
    }

    private UUID id(String recipient) {
        return outbox.list(Optional.empty(), Optional.empty(), 1000).stream()
                .filter(notice -> notice.recipient().equals(recipient))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private long count(String condition, Object... values) {
        var plain = Arrays.stream(values)
                .map(value -> value instanceof TenantId id ? id.value() : value)
                .toArray();
        return shop.number("SELECT COUNT(*) FROM notice WHERE " + condition, plain);
    }

    private static List<Throwable> together(int threads, Callable<Void> work) throws Exception {
        var start = new CyclicBarrier(threads);
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var runs = new ArrayList<Future<Void>>();
            for (int i = 0; i < threads; i++) {
                runs.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return work.call();
                }));
            }
            var failures = new ArrayList<Throwable>();
            for (var run : runs) {
                try {
                    run.get(60, TimeUnit.SECONDS);
                } catch (ExecutionException failure) {
                    failures.add(failure.getCause());
                }
            }
            return failures;
        } finally {
            pool.shutdownNow();
        }
    }
}
