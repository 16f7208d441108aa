package org.tenantry.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.billing.BillingAccount.DunningState;

/** Where dunning goes from a state when the oldest invoice is so many days overdue. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DunningTest {
    private static final Issuer.Dunning USUAL = new Issuer.Dunning(List.of(1, 9, 13, 20), 10, 14, 21);

    @ParameterizedTest
    @CsvSource({
        "NONE, 0, NONE",
        "NONE, 1, REMINDED",
        "NONE, 300, REMINDED",
        "REMINDED, 1, REMINDED",
        "REMINDED, 9, REMINDED",
        "REMINDED, 10, WARNED",
        "REMINDED, 300, WARNED",
        "WARNED, 13, WARNED",
        "WARNED, 14, SUSPENDED",
        "SUSPENDED, 20, SUSPENDED",
        "SUSPENDED, 21, ENDED",
        "ENDED, 21, ENDED",
        "ENDED, 300, ENDED"
    })
    void a_state_moves_one_step_when_its_day_has_come(DunningState now, int days, DunningState then) {
        assertThat(Dunning.step(now, days, USUAL)).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({"4, NONE", "5, REMINDED"})
    void without_reminders_the_first_step_comes_on_the_day_of_the_warning(int days, DunningState then) {
        assertThat(Dunning.step(DunningState.NONE, days, new Issuer.Dunning(List.of(), 5, 5, 5)))
                .isEqualTo(then);
    }

    @Test
    void the_earliest_reminder_counts_whatever_order_they_are_in() {
        assertThat(Dunning.step(DunningState.NONE, 3, new Issuer.Dunning(List.of(9, 3), 10, 14, 21)))
                .isEqualTo(DunningState.REMINDED);
        assertThat(Dunning.next(DunningState.ENDED, USUAL)).isEmpty();
    }
}
