package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.billing.Sold.eur;
import static org.tenantry.billing.Sold.plan;
import static org.tenantry.billing.Sold.subscription;
import static org.tenantry.billing.Sold.terms;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.Terms;
import org.tenantry.values.Refusal;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanChoiceTest {
    private static final LocalDate TODAY = LocalDate.of(2031, 5, 11);
    private static final Terms SMALL = plan("Small", "20", "5", 2, "10");
    private static final Terms LARGE = plan("Large", "40", "5", 2, "41");

    @Test
    void a_first_plan_starts_today_and_by_days() {
        var preview = fresh(false).choose(plan("Team", "50", "0", 1, "31"), 1);
        assertThat(preview.act()).isEqualTo(Preview.Act.START);
        assertThat(preview.now().total()).isEqualTo(eur("33.87"));
        assertThat(preview.allowance()).isEqualTo(eur("21"));
        assertThat(preview.later().total()).isEqualTo(eur("50"));
    }

    @Test
    void a_trial_is_given_once_and_costs_nothing_until_it_ends() {
        var tried = terms("Team", "50", "0", 1, "31", Cycle.CALENDAR, 14);
        var preview = fresh(false).choose(tried, 1);
        assertThat(preview.act()).isEqualTo(Preview.Act.TRIAL);
        assertThat(preview.now().isEmpty()).isTrue();
        assertThat(preview.allowance()).isEqualTo(eur("5"));
        assertThat(preview.trialEndsOn()).isEqualTo(TODAY.plusDays(14));
        assertThat(fresh(true).choose(tried, 1).act()).isEqualTo(Preview.Act.START);
    }

    @Test
    void by_the_anniversary_the_first_period_is_whole() {
        var preview = fresh(false).choose(terms("Team", "50", "0", 1, "31", Cycle.ANNIVERSARY, 0), 1);
        assertThat(preview.now().total()).isEqualTo(eur("50"));
        assertThat(preview.now().lines().get(0).service().to()).isEqualTo(LocalDate.of(2031, 6, 11));
    }

    @Test
    void a_dearer_plan_holds_now_and_adds_the_allowance_of_the_days_left() {
        var preview = having(SMALL, 2, "20").choose(LARGE, 2);
        assertThat(preview.act()).isEqualTo(Preview.Act.UPGRADE);
        assertThat(preview.now().total()).isEqualTo(eur("13.55"));
        assertThat(preview.allowance()).isEqualTo(eur("21"));
    }

    @Test
    void a_cheaper_plan_waits_for_the_next_period() {
        var preview = having(LARGE, 2, "40").choose(SMALL, 2);
        assertThat(preview.act()).isEqualTo(Preview.Act.DOWNGRADE);
        assertThat(preview.now().isEmpty()).isTrue();
        assertThat(preview.effectiveOn()).isEqualTo(LocalDate.of(2031, 6, 1));
        assertThat(preview.later().total()).isEqualTo(eur("20"));
    }

    @Test
    void a_dearer_base_with_a_cheaper_whole_waits_too() {
        var many = plan("Per seat", "0", "30", 1, "0");
        var flat = plan("Flat", "50", "0", 10, "0");
        assertThat(having(many, 5, "0").choose(flat, 5).act()).isEqualTo(Preview.Act.DOWNGRADE);
    }

    @Test
    void seats_go_up_now_and_down_later() {
        var choice = having(SMALL, 4, "20");
        assertThat(choice.choose(SMALL, 6).act()).isEqualTo(Preview.Act.MORE_SEATS);
        assertThat(choice.choose(SMALL, 6).now().total()).isEqualTo(eur("6.77"));
        assertThat(choice.choose(SMALL, 3).act()).isEqualTo(Preview.Act.FEWER_SEATS);
        assertThat(choice.choose(SMALL, 1).seats())
                .as("included seats come with the plan")
                .isEqualTo(2);
    }

    @Test
    void what_cannot_be_is_refused_and_says_why() {
        var choice = new PlanChoice(
                Optional.of(subscription(SMALL, 4, TODAY.minusDays(40))),
                TODAY,
                4,
                eur("20"),
                eur("10"),
                true,
                Tax.NONE);
        refused(() -> choice.choose(SMALL, 4), "billing.refusal.nothingChanges");
        refused(() -> choice.choose(SMALL, 3), "billing.refusal.seatsTaken");
        refused(() -> choice.choose(SMALL, 21), "billing.refusal.mostSeats");
        refused(() -> choice.choose(SMALL, 0), "billing.refusal.seats");
        refused(() -> choice.choose(SMALL, -5), "billing.refusal.seats");
        refused(choice::convert, "billing.refusal.noTrial");
    }

    @Test
    void choosing_what_one_has_withdraws_what_was_planned() {
        var planned = subscription(SMALL, 2, TODAY.minusDays(40));
        var ending = new Subscription(
                planned.id(),
                planned.tenant(),
                planned.state(),
                planned.terms(),
                2,
                planned.cycle(),
                planned.anchorOn(),
                planned.startedOn(),
                null,
                null,
                null,
                true,
                1);
        var choice = new PlanChoice(Optional.of(ending), TODAY, 1, eur("20"), eur("0"), true, Tax.NONE);
        assertThat(choice.choose(SMALL, 2).act()).isEqualTo(Preview.Act.WITHDRAW);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable act, String key) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.key())
                .isEqualTo(key));
    }

    private static PlanChoice fresh(boolean hadOne) {
        return new PlanChoice(Optional.empty(), TODAY, 1, eur("0"), eur("0"), hadOne, Tax.NONE);
    }

    private static PlanChoice having(Terms terms, int seats, String billedBase) {
        return new PlanChoice(
                Optional.of(subscription(terms, seats, TODAY.minusDays(40))),
                TODAY,
                1,
                eur(billedBase),
                eur("100"),
                true,
                Tax.NONE);
    }
}
