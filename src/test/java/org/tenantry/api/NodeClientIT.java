package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.AbleModel;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.LimitedKey;
import org.tenantry.testbed.NodeClient;

/** The npm client of OpenAI's API finds here what it finds there; its cases are in {@code clients/openai.mjs}. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeClientIT {
    private static final String MEMBER = "abel@acme.example";
    private static final int CASES = 18;

    @BeforeAll
    static void there_is_a_model_that_can_everything() throws SQLException {
        AbleModel.on();
    }

    @AfterAll
    static void it_is_gone() throws SQLException {
        AbleModel.off();
    }

    @Test
    void a_program_with_the_npm_client_works_by_changing_address_and_key() throws SQLException {
        var program = ApiVisitor.of(MEMBER);
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> program.get("/v1/models/" + AbleModel.NAME).statusCode() == 200);
        var ran = NodeClient.run(
                "openai.mjs",
                Map.of(
                        "BASE_URL",
                        Bed.server(),
                        "KEY",
                        program.secret(),
                        "NO_CREDIT_KEY",
                        LimitedKey.withoutCredit().secret(),
                        "ONE_A_MINUTE_KEY",
                        LimitedKey.of(MEMBER, 1L, null).secret(),
                        "ONE_AT_A_TIME_KEY",
                        LimitedKey.of(MEMBER, null, 1L).secret(),
                        "ABLE_MODEL",
                        AbleModel.NAME));
        assertThat(ran.lines()).hasSize(CASES).allSatisfy(line -> assertThat(line)
                .startsWith("ok: "));
        assertThat(ran.status()).isZero();
        Awaitility.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(LimitedKey.open(program))
                .as("calls that were left are paid too")
                .isZero());
    }
}
