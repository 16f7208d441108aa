package org.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.InvalidInput;

/** From where a key may be used: addresses and networks of both kinds. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AllowedAddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    203.0.113.7       | 203.0.113.7            | true
                    203.0.113.7       | 203.0.113.8            | false
                    203.0.113.0/24    | 203.0.113.255          | true
                    203.0.113.0/24    | 203.0.114.0            | false
                    10.0.0.0/9        | 10.127.255.255         | true
                    10.0.0.0/9        | 10.128.0.0             | false
                    0.0.0.0/0         | 198.51.100.1           | true
                    0.0.0.0/0         | 2001:db8::1            | false
                    ::/0              | 2001:db8::1            | true
                    ::/0              | 198.51.100.1           | false
                    2001:db8::/33     | 2001:db8:7fff::1       | true
                    2001:db8::/33     | 2001:db8:8000::1       | false
                    2001:DB8::1       | 2001:db8:0:0:0:0:0:1   | true
                    2001:db8::1       | [2001:db8::1]          | true
                    fe80::/10         | fe80::1%eth0           | true
                    ::ffff:192.0.2.1  | 192.0.2.1              | true
                    192.0.2.1         | ::ffff:192.0.2.1       | true
                    192.0.2.1, 10.0.0.0/8 | 10.1.2.3           | true
                    192.0.2.1         | host.example           | false
                    192.0.2.1         | ''                     | false
                    192.0.2.1         | 192.0.2.1.example      | false
                    """)
    void an_address_is_inside_or_outside(String allowed, String from, boolean inside) {
        assertThat(AllowedAddresses.of(allowed).allow(from)).isEqualTo(inside);
    }

    @Test
    void nothing_said_is_anywhere_also_for_who_has_no_address() {
        assertThat(AllowedAddresses.of("  \n ").allow("192.0.2.1")).isTrue();
        assertThat(AllowedAddresses.of(null).allow(null)).isTrue();
        assertThat(AllowedAddresses.of("192.0.2.1").allow(null)).isFalse();
    }

    @Test
    void what_is_kept_is_the_network_once_and_reads_back_the_same() {
        var allowed = AllowedAddresses.of("10.1.2.3/8\n10.0.0.0/8, 192.0.2.1/32;2001:db8::5/32");
        assertThat(allowed.text()).isEqualTo("10.0.0.0/8, 192.0.2.1, 2001:db8::/32");
        assertThat(AllowedAddresses.of(allowed.text())).isEqualTo(allowed);
        for (var written :
                new String[] {"::/0", "::1", "fe80::/10", "2001:db8::1:0:0:1", "1:0:2::3", "1:2:3:4:5:6::"}) {
            assertThat(AllowedAddresses.of(written).text()).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host.example",
                "localhost",
                "1.2.3",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/",
                "1.2.3.4/8/8",
                "1.2.3.4/99999999999",
                "::1/129",
                ":::1",
                "fe80::1%eth0",
                "::ffff:1.2.3.4/120",
                "/8",
                "１.２.３.４"
            })
    void what_is_no_address_is_refused_and_never_looked_up(String text) {
        assertThatThrownBy(() -> AllowedAddresses.of(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("tenancy.refusal.address");
    }

    @Test
    void more_than_fifty_are_refused() {
        var many = IntStream.range(0, 51).mapToObj(i -> "10.0.0." + i).collect(Collectors.joining(" "));
        assertThatThrownBy(() -> AllowedAddresses.of(many)).hasMessage("tenancy.refusal.addresses");
    }
}
