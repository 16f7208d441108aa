package org.tenantry.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.values.Refusal;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SignInPaceTest {
    private final SignInPace pace = new SignInPace();

    @Test
    void one_address_gets_its_tries_and_no_more_while_others_go_on() {
        pace.most = 3;
        IntStream.range(0, 3).forEach(i -> pace.step("192.0.2.1"));

        assertThatThrownBy(() -> pace.step("192.0.2.1"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(429));
        assertThatCode(() -> pace.step("192.0.2.2")).doesNotThrowAnyException();
    }

    @Test
    void a_right_sign_in_costs_nothing() {
        pace.most = 3;
        IntStream.range(0, 100).forEach(i -> {
            pace.step("192.0.2.1");
            pace.forgive("192.0.2.1");
        });

        assertThatCode(() -> pace.step("192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void an_ipv6_network_counts_as_one() {
        assertThat(SignInPace.network("2001:db8:1:2:aaaa:0:0:1"))
                .isEqualTo(SignInPace.network("2001:db8:1:2:bbbb:0:0:2"));
        assertThat(SignInPace.network("2001:db8:1:2:aaaa:0:0:1"))
                .isNotEqualTo(SignInPace.network("2001:db8:1:3:aaaa:0:0:1"));
        assertThat(SignInPace.network("192.0.2.1")).isEqualTo("192.0.2.1");
    }
}
