package org.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.Password;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.values.InvalidInput;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void a_hash_carries_the_algorithm_its_parameters_and_its_own_salt() {
        var first = passwords.hash("correct horse battery");
        var second = passwords.hash("correct horse battery");

        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(second);
        assertThat(passwords.matches("correct horse battery", first)).isTrue();
        assertThat(passwords.matches("correct horse Battery", first)).isFalse();
        assertThat(passwords.matches("", first)).isFalse();
        assertThat(passwords.matches(null, first)).isFalse();
        assertThat(passwords.isOutdated(first)).isFalse();
    }

    @Test
    void a_hash_of_older_parameters_still_matches_and_is_called_outdated() {
        var weaker = com.password4j.Argon2Function.getInstance(8192, 1, 1, 32, com.password4j.types.Argon2.ID);
        var old = Password.hash("correct horse battery")
                .addRandomSalt(16)
                .with(weaker)
                .getResult();

        assertThat(passwords.matches("correct horse battery", old)).isTrue();
        assertThat(passwords.isOutdated(old)).isTrue();
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.matchesNobody("nobody has this password")).isFalse();
    }

    @Test
    void too_short_counts_characters_not_bytes() {
        assertThat(passwords.matches("十个汉字的密码够长吗", passwords.hash("十个汉字的密码够长吗")))
                .isTrue();
        assertThatThrownBy(() -> passwords.hash("nine char")).isInstanceOfSatisfying(InvalidInput.class, refusal -> {
            assertThat(refusal.key()).isEqualTo("refusal.password.short");
            assertThat(refusal.arguments()).containsExactly(10);
        });
        assertThatThrownBy(() -> passwords.hash("x".repeat(201))).isInstanceOf(InvalidInput.class);
    }
}
