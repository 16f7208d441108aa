package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.metering.CallEnd;
import org.tenantry.metering.Meter;
import org.tenantry.metering.UsageTrail;
import org.tenantry.metering.Wish;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;

/** An invoice that was really billed, read as a paper and opened down to its calls; never by another tenant. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvoicePaperIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Party BUYER =
            new Party("桦木科技", "上海市\n浦东新区", "91310115MA1K35XX0Y", "工商银行", "1001", "021", "ap@birch.example");

    @Inject
    Shop shop;

    @Inject
    Lots lots;

    @Inject
    Meter meter;

    @Inject
    PeriodClose close;

    @Inject
    Invoices invoices;

    @Inject
    InvoiceReader reader;

    @Inject
    BillingAccounts accounts;

    @Inject
    Fapiaos fapiaos;

    @Inject
    UsageTrail trail;

    @AfterEach
    void back() {
        PlayedClock.real();
    }

    @Test
    void a_paper_says_what_was_billed_and_what_credit_had_paid() {
        var caller = billed(shop.model("10", "30"), true);
        var row = reader.list(caller, Optional.empty(), 0).get(0);
        var paper = reader.paper(caller, row.id());
        assertThat(paper.number()).isNotBlank();
        assertThat(paper.buyer()).isEqualTo(BUYER);
        assertThat(paper.zone()).isEqualTo(SHANGHAI);
        assertThat(paper.state()).isEqualTo(Invoices.State.FINALISED);
        var use = paper.lines().get(0);
        assertThat(use.isUsage()).isTrue();
        assertThat(use.exact().nanos()).isEqualTo(3 * 400_000_000L);
        assertThat(use.settled().nanos()).isEqualTo(500_000_000L);
        assertThat(use.amount().nanos()).isEqualTo(700_000_000L);
        assertThat(paper.sums().total())
                .isEqualTo(row.total())
                .isEqualTo(paper.sums().due());
        assertThat(row.due()).isEqualTo(paper.sums().due());
    }

    @Test
    void a_draft_shows_the_parties_as_they_are_now_and_has_no_number() {
        var caller = billed(shop.model("10", "30"), false);
        var id =
                reader.list(caller, Optional.of(Invoices.State.DRAFT), 0).get(0).id();
        accounts.keep(caller, new Party("Birch, renamed", "", "", "", "", "", ""), false);
        var paper = reader.paper(caller, id);
        assertThat(paper.isDraft()).isTrue();
        assertThat(paper.number()).isNull();
        assertThat(paper.issuedOn()).isNull();
        assertThat(paper.buyer().name()).isEqualTo("Birch, renamed");
        assertThat(reader.list(caller, Optional.of(Invoices.State.PAID), 0)).isEmpty();
        assertThat(reader.list(caller, Optional.empty(), 1)).isEmpty();
    }

    @Test
    void a_line_opens_to_its_local_days_and_a_day_to_its_calls_which_sum_to_it() {
        var caller = billed(shop.model("10", "30"), true);
        var paper = reader.paper(
                caller, reader.list(caller, Optional.empty(), 0).get(0).id());
        var use = line(paper);
        var days = trail.days(caller, use);
        assertThat(days)
                .extracting(UsageTrail.Day::day)
                .containsExactly(LocalDate.parse("2031-01-10"), LocalDate.parse("2031-01-11"));
        assertThat(days).extracting(UsageTrail.Day::calls).containsExactly(1L, 2L);
        assertThat(days.stream().map(UsageTrail.Day::charge).reduce(Money.zero(USD), Money::plus))
                .isEqualTo(paper.lines().get(0).exact());
        assertThat(days.stream().map(UsageTrail.Day::settled).reduce(Money.zero(USD), Money::plus))
                .isEqualTo(paper.lines().get(0).settled());
        for (var day : days) {
            var calls = trail.calls(caller, use, day.day(), 0);
            assertThat(calls).hasSize((int) day.calls());
            assertThat(calls.stream().map(UsageTrail.Call::charge).reduce(Money.zero(USD), Money::plus))
                    .isEqualTo(day.charge());
        }
        assertThat(trail.calls(caller, use, days.get(1).day(), 1)).isEmpty();
    }

    @Test
    void a_call_names_its_conversation_to_nobody_but_the_member_whose_it_is() {
        var caller = billed(shop.model("10", "30"), true);
        var use = line(reader.paper(
                caller, reader.list(caller, Optional.empty(), 0).get(0).id()));
        var day = LocalDate.parse("2031-01-11");
        assertThat(trail.calls(caller, use, day, 0)).allMatch(call -> call.conversation() != null);
        var colleague = shop.colleague(caller);
        var otherAdmin = new Caller(
                colleague.person(),
                caller.tenant(),
                colleague.member(),
                true,
                false,
                caller.locale(),
                caller.zone(),
                caller.currency());
        assertThat(trail.calls(otherAdmin, use, day, 0)).hasSize(2).allMatch(call -> call.conversation() == null);
        assertThat(trail.calls(operator(), use, day, 0)).hasSize(2).allMatch(call -> call.conversation() == null);
    }

    @Test
    void another_tenant_and_a_member_find_nothing_and_the_operator_finds_all() {
        var caller = billed(shop.model("10", "30"), true);
        var id = reader.list(caller, Optional.empty(), 0).get(0).id();
        var use = line(reader.paper(caller, id));
        var stranger = shop.customer(0);
        var colleague = shop.colleague(caller);
        assertThatThrownBy(() -> reader.paper(stranger, id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> trail.days(stranger, use)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> trail.calls(stranger, use, LocalDate.parse("2031-01-11"), 0))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> fapiaos.request(stranger, id)).isInstanceOf(NotFound.class);
        assertThat(reader.list(stranger, Optional.empty(), 0)).isEmpty();
        assertThatThrownBy(() -> reader.paper(colleague, id)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> trail.days(colleague, use)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> reader.paperOfAny(caller, id)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> reader.listOfAll(caller, Optional.empty(), Optional.empty(), 0))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> reader.paperOfAny(operator(), Ids.next())).isInstanceOf(NotFound.class);
        assertThat(reader.paperOfAny(operator(), id).tenant()).isEqualTo(caller.tenant());
        assertThat(reader.listOfAll(operator(), Optional.of(caller.tenant()), Optional.empty(), 0))
                .extracting(InvoiceReader.Row::id)
                .containsExactly(id);
    }

    @Test
    void a_fapiao_is_requested_once_and_issued_once_and_only_for_a_taxpayer() {
        var caller = billed(shop.model("10", "30"), true);
        var id = reader.list(caller, Optional.empty(), 0).get(0).id();
        assertThatThrownBy(() -> fapiaos.issued(operator(), id, "123")).isInstanceOf(Refusal.class);
        fapiaos.request(caller, id);
        assertThatThrownBy(() -> fapiaos.request(caller, id)).isInstanceOf(Refusal.class);
        for (var wrong : new String[] {null, " ", "<b>", "9".repeat(61)}) {
            assertThatThrownBy(() -> fapiaos.issued(operator(), id, wrong)).isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> fapiaos.issued(caller, id, "123")).isInstanceOf(Forbidden.class);
        fapiaos.issued(operator(), id, " 2431 2000 0001 ");
        assertThatThrownBy(() -> fapiaos.issued(operator(), id, "124")).isInstanceOf(Refusal.class);
        var paper = reader.paper(caller, id);
        assertThat(paper.fapiao()).isEqualTo(InvoicePaper.Fapiao.ISSUED);
        assertThat(paper.fapiaoNumber()).isEqualTo("2431 2000 0001");

        var draft = billed(shop.model("10", "30"), false);
        var draftId = reader.list(draft, Optional.empty(), 0).get(0).id();
        assertThatThrownBy(() -> fapiaos.request(draft, draftId))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("invoice.refusal.taxId"));
    }

    /** January 2031 in Shanghai: an answer late on the 10th and two on the 11th, half a unit paid by a gift, the rest lent. */
    private Caller billed(OfferedModel model, boolean finalised) {
        PlayedClock.at("2031-01-05T00:00:00Z");
        var caller = shop.customer(0, SHANGHAI);
        accounts.keep(caller, BUYER, false);
        lots.credit(caller.tenant(), LotKind.PROMO, new Money(500_000_000, USD), Optional.empty(), ref(), "Gift");
        lots.credit(caller.tenant(), LotKind.LINE, new Money(9_000_000_000L, USD), Optional.empty(), ref(), "Line");
        for (var at : new String[] {"2031-01-10T15:59:59Z", "2031-01-10T16:00:00Z", "2031-01-11T03:00:00Z"}) {
            PlayedClock.at(at);
            var wish = new Wish(
                    RequestId.next(), Wish.Origin.CHAT, model, 10_000, true, 10_000, ref(), "body", Ids.next());
            meter.end(
                    meter.hold(caller, wish).id(),
                    new Meter.Ended(CallEnd.DONE, TokenUsage.of(10_000, 10_000), 10_000, null));
        }
        PlayedClock.at(Instant.parse("2031-02-02T00:00:00Z"));
        close.close(caller.tenant());
        if (finalised) {
            invoices.finalise(
                    caller.tenant(),
                    reader.list(caller, Optional.empty(), 0).get(0).id());
        }
        return caller;
    }

    private static UsageTrail.Line line(InvoicePaper paper) {
        var use = paper.lines().get(0);
        return new UsageTrail.Line(
                paper.tenant(), use.period(), use.model(), use.priceVersion(), use.isLate(), paper.currency());
    }

    private Caller operator() {
        var someone = shop.customer(0);
        return new Caller(
                someone.person(), null, null, false, true, someone.locale(), someone.zone(), someone.currency());
    }

    private static String ref() {
        return UUID.randomUUID().toString();
    }
}
