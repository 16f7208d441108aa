package org.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.InvalidInput;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EmailTest {
    @Test
    void an_address_is_kept_in_lower_case_without_the_space_around() {
        assertThat(Email.of("  Ada.Lovelace@Example.ORG ").value()).isEqualTo("ada.lovelace@example.org");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ada", "ada@", "@example.org", "a b@example.org", "a@b@c", "a\u0000@example.org"})
    void anything_else_is_refused_where_it_is_kept_and_is_nobodys_at_sign_in(String text) {
        assertThatThrownBy(() -> Email.of(text)).isInstanceOf(InvalidInput.class);
        assertThat(Email.lenient(text)).isNotNull();
    }
}
