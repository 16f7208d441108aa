package org.tenantry.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.tenancy.AllowedAddresses;

/** Who asks through which proxies, and who only says so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProxyFilterTest {
    private static final String OURS = "127.0.0.1, 10.0.0.0/8, fd00::/8";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1    | 203.0.113.7                      | 203.0.113.7",
                "127.0.0.1    | 198.51.100.1, 203.0.113.7        | 203.0.113.7",
                "127.0.0.1    | 198.51.100.1, 203.0.113.7, 10.1.1.1 | 203.0.113.7",
                "fd00::1      | 2001:db8::7                      | 2001:db8::7",
                "127.0.0.1    | 10.2.2.2, 10.1.1.1               | 10.2.2.2",
                "127.0.0.1    | ''                               | 127.0.0.1",
                "10.1.1.1     | unknown                          | 10.1.1.1",
                "127.0.0.1    | evil.example, 10.1.1.1           | 10.1.1.1",
                "203.0.113.9  | 198.51.100.1                     | 203.0.113.9",
                "203.0.113.9  | 127.0.0.1                        | 203.0.113.9"
            })
    void the_client_is_the_last_that_is_no_proxy_of_ours(String peer, String forwarded, String client) {
        assertThat(ProxyFilter.client(peer, List.of(forwarded), AllowedAddresses.of(OURS)))
                .isEqualTo(client);
        assertThat(ProxyFilter.client(peer, List.of(forwarded.split(", ")), AllowedAddresses.of(OURS)))
                .as("a line for each")
                .isEqualTo(client);
        assertThat(ProxyFilter.client(peer, List.of(forwarded), AllowedAddresses.ANYWHERE))
                .as("without proxies nobody is believed")
                .isEqualTo(peer);
    }
}
