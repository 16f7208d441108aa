package org.tenantry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void without_a_word_from_the_environment_it_serves_this_machine_alone_from_its_own_database() {
        var settings = Settings.of(Map.of());

        assertThat(settings.address()).isEqualTo("http://127.0.0.1:8080/");
        assertThat(settings.dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.embedded()).isTrue();
        assertThat(settings.operatorEmail()).isEqualTo("operator@demo.example");
        assertThat(settings.operatorPassword()).isEmpty();
    }

    @Test
    void a_blank_variable_counts_as_none() {
        var settings = Settings.of(Map.of(
                "TENANTRY_HTTP_PORT", "", "TENANTRY_DB_URL", " ", "TENANTRY_DATA_DIR", "", "TENANTRY_KEK_1", ""));

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.embedded()).isTrue();
        assertThat(settings.dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.key()).isEmpty();
    }

    @Test
    void a_database_address_means_that_database_and_no_other() {
        var settings = Settings.of(Map.of(
                "TENANTRY_DB_URL", "jdbc:mariadb://db/t", "TENANTRY_DB_USER", "u", "TENANTRY_DB_PASSWORD", "p$1"));

        assertThat(settings.embedded()).isFalse();
        assertThat(settings.databaseUrl()).contains("jdbc:mariadb://db/t");
        assertThat(settings.databaseUser()).isEqualTo("u");
        assertThat(settings.databasePassword()).isEqualTo("p$1");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:9/",
        "::, http://127.0.0.1:9/",
        "::1, http://[::1]:9/",
        "192.0.2.7, http://192.0.2.7:9/"
    })
    void the_address_is_one_that_a_browser_on_this_machine_can_open(String host, String address) {
        var settings = Settings.of(Map.of("TENANTRY_HTTP_HOST", host, "TENANTRY_HTTP_PORT", "9"));

        assertThat(settings.address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "eighty", "-1", "8080.5", "99999999999"})
    void a_port_that_is_none_is_told_in_one_line(String port) {
        assertThatThrownBy(() -> Settings.of(Map.of("TENANTRY_HTTP_PORT", port)))
                .isInstanceOf(Fault.class)
                .hasMessage("TENANTRY_HTTP_PORT is \"" + port + "\": set it to a number from 1 to 65535.");
    }

    @Test
    void the_key_that_would_seal_is_named_when_it_is_missing() {
        assertThat(Settings.of(Map.of()).missingKey()).contains("TENANTRY_KEK_1");
        assertThat(Settings.of(Map.of("TENANTRY_KEK_1", "old")).missingKey()).isEmpty();
        var turned = Map.of("TENANTRY_KEK_1", "old", "TENANTRY_KEK_CURRENT", "2");
        assertThat(Settings.of(turned).missingKey()).contains("TENANTRY_KEK_2");
        assertThat(Settings.of(turned).key()).contains("old");
    }

    @Test
    void time_can_be_moved_on_the_embedded_database_alone() {
        assertThat(Settings.of(Map.of("TENANTRY_TEST_CLOCK", "on")).embedded()).isTrue();
        assertThat(Settings.of(Map.of("TENANTRY_TEST_CLOCK", "off", "TENANTRY_DB_URL", "jdbc:mariadb://db/t"))
                        .embedded())
                .isFalse();
        assertThatThrownBy(() ->
                        Settings.of(Map.of("TENANTRY_TEST_CLOCK", "on", "TENANTRY_DB_URL", "jdbc:mariadb://db/t")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("remove one of the two");
        assertThatThrownBy(() -> Settings.of(Map.of("TENANTRY_TEST_CLOCK", "yes")))
                .isInstanceOf(Fault.class)
                .hasMessage("TENANTRY_TEST_CLOCK is \"yes\": set it to on or off.");
    }

    @Test
    void the_library_of_the_card_provider_is_wanted_with_its_key_only() {
        assertThat(Settings.of(Map.of()).takesCards()).isFalse();
        assertThat(Settings.of(Map.of("TENANTRY_STRIPE_KEY", " ")).takesCards()).isFalse();
        assertThat(Settings.of(Map.of("TENANTRY_STRIPE_KEY", "sk_test_x")).takesCards())
                .isTrue();
    }
}
