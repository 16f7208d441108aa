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
class ApiSecretTest {
    @Test
    void a_generated_secret_has_a_public_id_and_256_bits_and_hides_itself() {
        var secret = ApiSecret.generate();

        assertThat(secret.text()).matches("sk-[0-9A-Za-z]{8}_[0-9A-Za-z]{43}");
        assertThat(secret.text()).contains(secret.publicId());
        assertThat(secret.hash()).hasSize(64).doesNotContain(secret.publicId());
        assertThat(secret.toString()).isEqualTo("sk-" + secret.publicId() + "_…");
        assertThat(secret.hashesTo(secret.hash())).isTrue();
        assertThat(ApiSecret.generate().hashesTo(secret.hash())).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "sk-short", "sk-12345678_tooShort", "pk-12345678_0123456789012345678901234567890123456789012"
            })
    void anything_else_is_no_key(String text) {
        assertThatThrownBy(() -> new ApiSecret(text)).isInstanceOf(InvalidInput.class);
    }
}
