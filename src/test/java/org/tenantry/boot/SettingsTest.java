package org.tenantry.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told about the environment, and the passwords that are made up. */
class SettingsTest {
    @Test
    void a_slip_in_the_name_of_a_setting_is_noticed_and_nobody_elses_variables_are() {
        assertThat(Settings.unknown(List.of(
                        "TENANTRY_DB_URL", "TENANTRY_KEK_2026", "TENANTRY_DB_PASWORD", "PATH", "TENANTRY_PORT")))
                .containsExactly("TENANTRY_DB_PASWORD", "TENANTRY_PORT");
    }

    @Test
    void made_up_passwords_are_long_and_never_the_same() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(Settings.freshPassword())).isTrue();
        }
        assertThat(seen).allMatch(password -> password.matches("[a-zA-Z2-9]{20}"));
    }

    @Test
    void a_test_clock_is_refused_on_any_database_but_the_demos_own() {
        assertThat(Settings.testClockFault("off", false)).isEmpty();
        assertThat(Settings.testClockFault("on", true)).isEmpty();
        assertThat(Settings.testClockFault("ON", false))
                .hasValueSatisfying(fault -> assertThat(fault).contains("only for a demo"));
        assertThat(Settings.testClockFault("yes", true))
                .hasValueSatisfying(fault -> assertThat(fault).contains("set it to on or off"));
    }
}
