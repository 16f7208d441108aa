package org.tenantry.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.values.Ids;

/** A program with a key: asks the management API and holds every answer to what openapi.json promises. */
public final class Program {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String key;

    /** An empty key is none. */
    public Program(String key) {
        this.key = key;
    }

    /** One that runs the deployment. */
    public static Program ofOperator() {
        return new Program(Bed.OPERATOR_KEY);
    }

    /** One of a member, whose key is for these scopes: {@code "MANAGE"}, {@code "CHAT,EMBEDDINGS"}. */
    public static Program of(UUID tenant, UUID member, String scopes) {
        var publicId = UUID.randomUUID().toString().substring(0, 8);
        var secret = "sk-" + publicId + "_" + "0123456789abcdefghijABCDEFGHIJ0123456789abc";
        var id = Ids.next();
        try {
            Newcomer.run(
                    "INSERT INTO api_key (id, tenant_id, member_id, name, state, created_at, scopes)"
                            + " VALUES (?, ?, ?, ?, 'ACTIVE', UTC_TIMESTAMP(6), ?)",
                    id,
                    tenant,
                    member,
                    "Program " + publicId,
                    scopes);
            Newcomer.run(
                    "INSERT INTO api_key_secret (public_id, tenant_id, key_id, secret_hash, made_at)"
                            + " VALUES (?, ?, ?, SHA2(?, 256), UTC_TIMESTAMP(6))",
                    publicId,
                    tenant,
                    id,
                    secret);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return new Program(secret);
    }

    public String key() {
        return key;
    }

    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(Bed.server() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body.length > 0) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            var type = answer.headers().firstValue("Content-Type").orElse("");
            assertThat(Contract.OF_THE_API.wrong(method, path, answer.statusCode(), type, answer.body()))
                    .as(method + " " + path + " " + answer.statusCode() + " " + answer.body())
                    .isEmpty();
            return answer;
        } catch (IOException broken) {
            throw new AssertionError(method + " " + path, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public JsonObject get(String path) {
        return told(200, send("GET", path, ""), path);
    }

    public JsonArray list(String path) {
        return get(path).getJsonArray("data");
    }

    /** All of a list, part by part. */
    public List<JsonObject> all(String path) {
        var all = new ArrayList<JsonObject>();
        var part = get(path + "?limit=200");
        all.addAll(part.getJsonArray("data").getValuesAs(JsonObject.class));
        while (part.getBoolean("has_more")) {
            part = get(path + "?limit=200&after=" + part.getString("next"));
            all.addAll(part.getJsonArray("data").getValuesAs(JsonObject.class));
        }
        return all;
    }

    /** Makes something: 201. */
    public JsonObject make(String path, JsonObject body, String... headers) {
        return told(201, send("POST", path, body.toString(), headers), path);
    }

    public JsonObject change(String method, String path, JsonObject body) {
        return told(200, send(method, path, body.toString()), path);
    }

    public void delete(String path) {
        assertThat(send("DELETE", path, "").statusCode()).as(path).isEqualTo(204);
    }

    /** The status of a refusal. */
    public int refused(String method, String path, JsonObject body, String... headers) {
        return send(method, path, body == null ? "" : body.toString(), headers).statusCode();
    }

    public static JsonObject json(Object... pairs) {
        var map = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i].toString(), pairs[i + 1]);
        }
        return Json.createObjectBuilder(map).build();
    }

    public static JsonObject money(String amount, String currency) {
        return json("amount", amount, "currency", currency);
    }

    public static Map<String, String> error(HttpResponse<String> answer) {
        var error = Contract.object(answer.body()).getJsonObject("error");
        return Map.of(
                "message", error.getString("message"),
                "param", error.getString("param", ""),
                "code", error.getString("code"));
    }

    private static JsonObject told(int status, HttpResponse<String> answer, String path) {
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
        return Contract.object(answer.body());
    }
}
