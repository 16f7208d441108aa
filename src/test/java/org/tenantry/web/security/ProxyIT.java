package org.tenantry.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Newcomer;

/** The server under test believes this machine, as if it were a proxy, where a request comes from. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProxyIT {
    private static final String FORWARDED = "X-Forwarded-For";

    @Test
    void a_key_bound_to_an_address_opens_from_there_and_for_nobody_who_only_says_so() throws SQLException {
        var program = ApiVisitor.of("abel@acme.example");
        Newcomer.run(
                "UPDATE api_key SET addresses = '203.0.113.0/24' WHERE id = (SELECT key_id FROM api_key_secret WHERE public_id = ?)",
                program.secret().substring(3, 11));
        assertThat(program.get("/v1/models", FORWARDED, "203.0.113.7").statusCode())
                .isEqualTo(200);
        for (var from : new String[] {"198.51.100.1", "203.0.113.7, 198.51.100.1", "unknown", "203.0.113.7:443"}) {
            assertThat(program.get("/v1/models", FORWARDED, from).statusCode())
                    .as(from)
                    .isEqualTo(403);
        }
        assertThat(program.get("/v1/models").statusCode()).isEqualTo(403);
    }
}
