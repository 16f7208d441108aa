package org.tenantry.api.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Program;

/** Walks through docs/api/management.md, command by command as it stands there; it needs bash and curl. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManagementWalkIT {
    @Test
    void an_empty_deployment_becomes_one_that_answers() throws Exception {
        var blocks = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/api/management.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(8);

        var script = blocks.stream().skip(1).collect(Collectors.joining("\n", "set -euo pipefail\n", ""));
        var process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        process.environment().put("TENANTRY", Bed.server());
        process.environment().put("OPERATOR_KEY", Bed.OPERATOR_KEY);
        process.environment().put("PROVIDER_URL", "http://127.0.0.1:" + System.getProperty("testbed.stub") + "/v1");
        process.environment().put("PROVIDER_KEY", Bed.PASSWORD);
        process.environment().put("UPSTREAM_MODEL", "stub-echo");
        var running = process.start();
        running.getOutputStream().close();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(said).isZero();

        assertThat(said)
                .contains("\"role\":\"operator\"", "\"answers\":true", "Say hello in five words", "\"calls\":1");
        assertThat(said).containsPattern("day,id,name,calls,input_tokens.*\\R,[0-9a-f-]{36},production,1,");

        var operator = Program.ofOperator();
        var tenant = operator.all("/api/v1/tenants").stream()
                .filter(one -> one.getString("name").equals("Walkthrough Ltd"))
                .findFirst()
                .orElseThrow()
                .getString("id");
        var kinds = operator.list("/api/v1/tenants/" + tenant + "/wallet/postings").stream()
                .map(one -> one.asJsonObject().getString("kind"))
                .toList();
        assertThat(kinds).contains("settle").containsAll(List.of("grant"));
    }
}
