package org.tenantry.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretBoxTest {
    private static final String FIRST = key(1, 32);
    private static final String SECOND = key(2, 32);

    private static String key(int filling, int bytes) {
        var key = new byte[bytes];
        Arrays.fill(key, (byte) filling);
        return Base64.getEncoder().encodeToString(key);
    }

    private static SecretBox box(Map<String, String> settings) {
        var box = new SecretBox();
        box.config = new Settings(settings);
        return box;
    }

    private final SecretBox box = box(Map.of("tenantry.kek.1", FIRST));

    @Test
    void what_is_sealed_opens_where_it_was_put_and_is_not_readable() {
        var sealed = box.seal("sk-密钥-secret", "provider:1");
        assertThat(sealed).startsWith("v1:1:").doesNotContain("secret");
        assertThat(box.open(sealed, "provider:1")).isEqualTo("sk-密钥-secret");
        assertThat(box.open(box.seal("", "provider:1"), "provider:1")).isEmpty();
    }

    @Test
    void sealing_twice_gives_two_different_texts() {
        assertThat(box.seal("secret", "provider:1")).isNotEqualTo(box.seal("secret", "provider:1"));
    }

    @Test
    void a_secret_copied_to_another_row_does_not_open() {
        var sealed = box.seal("secret", "provider:1");
        assertThatThrownBy(() -> box.open(sealed, "provider:2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TENANTRY_KEK_1");
    }

    @Test
    void any_changed_byte_is_noticed() {
        var sealed = box.seal("secret", "provider:1");
        var parts = sealed.split(":");
        for (int part = 2; part < 4; part++) {
            var bytes = Base64.getDecoder().decode(parts[part]);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] ^= 1;
                var changed = parts.clone();
                changed[part] = Base64.getEncoder().withoutPadding().encodeToString(bytes);
                bytes[at] ^= 1;
                assertThatThrownBy(() -> box.open(String.join(":", changed), "provider:1"))
                        .as("part %d, byte %d", part, at)
                        .isInstanceOf(IllegalStateException.class);
            }
        }
        assertThat(box.open(sealed, "provider:1")).isEqualTo("secret");
    }

    @Test
    void after_a_change_of_keys_the_new_one_seals_and_the_old_one_still_opens() {
        var old = box.seal("secret", "provider:1");
        var both = box(Map.of("tenantry.kek.1", FIRST, "tenantry.kek.2", SECOND, "tenantry.kek.current", "2"));
        assertThat(both.open(old, "provider:1")).isEqualTo("secret");
        assertThat(both.seal("secret", "provider:1")).startsWith("v1:2:");
    }

    @Test
    void another_key_of_the_same_name_does_not_open_and_says_which() {
        var sealed = box.seal("secret", "provider:1");
        assertThatThrownBy(() -> box(Map.of("tenantry.kek.1", SECOND)).open(sealed, "provider:1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TENANTRY_KEK_1");
    }

    @Test
    void a_missing_key_is_named() {
        assertThatThrownBy(() -> box(Map.of()).seal("secret", "provider:1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TENANTRY_KEK_1 is not set");
        var sealed = box.seal("secret", "provider:1");
        assertThatThrownBy(() -> box(Map.of("tenantry.kek.2", SECOND)).open(sealed, "provider:1"))
                .hasMessageContaining("TENANTRY_KEK_1 is not set");
    }

    @Test
    void a_key_that_is_none_is_named_and_not_told() {
        for (var wrong : new String[] {key(1, 16), key(1, 33), "no base64!", ""}) {
            assertThatThrownBy(() -> box(Map.of("tenantry.kek.1", wrong)).seal("secret", "provider:1"))
                    .as(wrong)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("TENANTRY_KEK_1 is not 32 bytes in base64");
        }
    }

    @Test
    void what_was_never_sealed_is_not_opened() {
        for (var text : new String[] {"", "sk-plain", "v1:1:abc", "v2:1:AAAA:AAAA", "v1:1:!!!:???"}) {
            assertThatThrownBy(() -> box.open(text, "provider:1")).as(text).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_start_without_a_usable_key_says_which_and_how_to_make_one() {
        box.requireKey();
        for (var settings : List.of(
                Map.<String, String>of(),
                Map.of("tenantry.kek.1", key(1, 31)),
                Map.of("tenantry.kek.1", "not base64!"),
                Map.of("tenantry.kek.1", ""))) {
            assertThatThrownBy(() -> box(settings).requireKey())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("TENANTRY_KEK_1 is not")
                    .hasMessageContaining("openssl rand -base64 32")
                    .hasMessageNotContaining("not base64!");
        }
        assertThatThrownBy(() -> box(Map.of("tenantry.kek.1", FIRST, "tenantry.kek.current", "2"))
                        .requireKey())
                .hasMessageStartingWith("TENANTRY_KEK_2 is not set");
    }
}
