package org.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.InvalidInput;

/** What can be decided about a key. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyFormTest {
    private static final Instant NOW = Instant.parse("2031-03-01T00:00:00Z");

    @Test
    void a_usual_key_calls_models_from_anywhere_without_end() {
        var form = KeyForm.named("  ci ");
        assertThat(form.name()).isEqualTo("ci");
        assertThat(form.scopes()).containsExactlyInAnyOrder(KeyScope.CHAT, KeyScope.EMBEDDINGS, KeyScope.AUDIO);
        assertThat(form.end()).isEmpty();
        assertThat(form.mustLive(NOW)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb"})
    void a_name_is_one_line_of_something(String name) {
        assertThatThrownBy(() -> KeyForm.named(name)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> KeyForm.named("x".repeat(201))).isInstanceOf(InvalidInput.class);
    }

    @Test
    void a_key_for_nothing_and_one_that_has_ended_already_are_refused() {
        assertThatThrownBy(() -> new KeyForm("a", Set.of(), Set.of(), AllowedAddresses.ANYWHERE, null))
                .hasMessage("tenancy.refusal.noScope");
        var ended = new KeyForm("a", KeyForm.USUAL, Set.of(), AllowedAddresses.ANYWHERE, NOW);
        assertThatThrownBy(() -> ended.mustLive(NOW)).hasMessage("tenancy.refusal.keyEnd");
        assertThat(ended.mustLive(NOW.minusSeconds(1))).isEqualTo(ended);
    }

    @Test
    void scopes_are_written_in_one_order_and_read_back() {
        assertThat(ApiKey.read("")).isEmpty();
        assertThat(ApiKey.read("CHAT,MANAGE")).containsExactlyInAnyOrder(KeyScope.CHAT, KeyScope.MANAGE);
    }
}
