package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Visitor;

/** The door for programs: who gets in, and that whatever goes wrong there is told in OpenAI's form. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class DoorIT {
    private final ApiVisitor abel = ApiVisitor.of("abel@acme.example");

    @Test
    void a_key_lists_the_models_it_may_call_with_prices_and_abilities() {
        var answer = abel.get("/v1/models");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("set-cookie")).isEmpty();
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        var models = Visitor.json(answer.body()).getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(model -> model.getString("id"), model -> model));
        assertThat(models).containsKeys("auto", "stub-echo", "demo");
        var echo = models.get("stub-echo");
        assertThat(echo.getString("object")).isEqualTo("model");
        assertThat(echo.getInt("context_length")).isEqualTo(32000);
        assertThat(echo.getJsonObject("pricing").getString("output")).isEqualTo("4");
        assertThat(echo.getJsonObject("capabilities").getBoolean("tools")).isFalse();

        assertThat(Visitor.json(abel.get("/v1/models/stub-echo").body())).isEqualTo(echo);
        error(abel.get("/v1/models/no/such/model"), 404, "model_not_found");
        error(abel.get("/v1/models/no%2Fsuch"), 404, "model_not_found");
        assertThat(abel.send("HEAD", "/v1/models", null).statusCode()).isEqualTo(200);
    }

    @Test
    void prices_are_told_in_the_shape_that_chat_clients_read() {
        var told = Visitor.json(abel.get("/api/pricing").body());
        assertThat(told.getBoolean("success")).isTrue();
        var echo = told.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .filter(model -> model.getString("model_name").equals("stub-echo"))
                .findFirst()
                .orElseThrow();
        assertThat(echo.getJsonNumber("model_ratio").toString()).isEqualTo("0.5");
        assertThat(echo.getJsonNumber("completion_ratio").toString()).isEqualTo("4");
        assertThat(echo.getInt("quota_type")).isZero();
    }

    @Test
    void without_a_good_key_nothing_opens() {
        var nobody = new ApiVisitor(Bed.server(), "sk-AAAAAAAA_" + "B".repeat(43));
        for (var path : new String[] {"/v1/models", "/v1/chat/completions", "/v1/nowhere", "/api/pricing", "/v1"}) {
            error(nobody.get(path), 401, "invalid_api_key");
            error(nobody.get(path, "Authorization", "Basic x"), 401, "invalid_api_key");
        }
        error(abel.get("/v1/models?api_key=" + abel.secret()), 401, "invalid_api_key");
        error(abel.get("/v1/models?x=" + abel.secret()), 401, "invalid_api_key");
        var signedIn = Visitor.signedIn("abel@acme.example");
        assertThat(signedIn.get("/v1/models").statusCode())
                .as("a session is no key")
                .isEqualTo(401);
    }

    @Test
    void every_error_of_the_server_itself_has_the_same_form() {
        error(abel.get("/v1/nowhere"), 404, "not_found");
        error(abel.get("/api/nowhere"), 404, "not_found");
        error(abel.send("DELETE", "/v1/models", null), 405, "method_not_allowed");
        error(abel.send("BREW", "/v1/models", null), 501, "internal_error");
        var many = new String[180];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "x-many-" + i;
            many[i + 1] = "x";
        }
        error(abel.get("/v1/models", many), 431, "headers_too_large");
        var chinese = abel.get("/v1/nowhere", "Accept-Language", "zh-CN,zh;q=0.9");
        assertThat(error(chinese, 404, "not_found").getString("message")).contains("地址");
    }

    @Test
    void an_id_of_the_client_is_kept_if_it_is_harmless() {
        assertThat(abel.get("/v1/models", "x-request-id", "mine-1").headers().firstValue("x-request-id"))
                .contains("mine-1");
        assertThat(abel.get("/v1/models", "x-request-id", "<b>").headers().firstValue("x-request-id"))
                .hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
    }

    @Test
    void pages_of_other_sites_are_told_what_they_may_do_without_a_key() {
        var asked = abel.send(
                "OPTIONS",
                "/v1/chat/completions",
                BodyPublishers.noBody(),
                "Authorization",
                "",
                "Origin",
                "https://app.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization, content-type, x-stainless-os",
                "Sec-Fetch-Site",
                "cross-site");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(asked.headers().firstValue("access-control-allow-headers"))
                .contains("authorization, content-type, x-stainless-os");
        assertThat(asked.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
    }

    /** The error that an answer tells. */
    static JsonObject error(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode())
                .as(answer.request() + " " + answer.body())
                .isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        assertThat(answer.headers().allValues("set-cookie")).isEmpty();
        var error = Visitor.json(answer.body()).getJsonObject("error");
        assertThat(error.keySet()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank().doesNotContain("{0}", "refusal.");
        assertThat(error.get("param")).isIn(JsonValue.NULL, error.get("param"));
        return error;
    }
}
