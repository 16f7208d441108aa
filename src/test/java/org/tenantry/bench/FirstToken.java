package org.tenantry.bench;

import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.tenantry.testbed.Visitor;

/**
 * The time from asking to the first token, of a provider's stub that answers at once: asked straight, and through the
 * product as the chat page asks it, with its hold, its metering and its Markdown.
 */
final class FirstToken implements AutoCloseable {
    private static final String QUESTION = "[stub tokens=20 pause=10] How long until the first word?";
    private static final int WARM_UPS = 60;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Stand stand;
    private final Visitor member;
    private final String model;

    FirstToken(Path folder) throws Exception {
        stand = new Stand(folder);
        member = Visitor.signedIn(stand.product.address(), Stand.MEMBER, Stand.PASSWORD);
        try (var connection = stand.product.openEmbeddedDatabase();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT id FROM model WHERE name = '" + Stand.MODEL + "'")) {
            rows.next();
            model = rows.getString(1);
        }
    }

    void warmUp() throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UPS; i++) {
            straightFromTheStub();
            throughTheChatPage();
        }
    }

    double straightFromTheStub() throws IOException, InterruptedException {
        var question = Json.createObjectBuilder().add("role", "user").add("content", QUESTION);
        var body = Json.createObjectBuilder()
                .add("model", Stand.MODEL)
                .add("stream", true)
                .add("messages", Json.createArrayBuilder().add(question))
                .build();
        long began = System.nanoTime();
        var request = HttpRequest.newBuilder(URI.create(stand.stub.openAiUrl() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return readUntil(
                client.send(request, BodyHandlers.ofInputStream()).body(),
                line -> line.startsWith("data:")
                        && line.contains("\"content\":\"")
                        && !line.contains("\"content\":\"\""),
                began);
    }

    double throughTheChatPage() throws IOException, InterruptedException {
        long began = System.nanoTime();
        var answer = member.ask(model, QUESTION).getJsonObject("answer").getString("id");
        return readUntil(member.open(answer), line -> line.startsWith("data:") && line.contains("\"html\":\"<"), began);
    }

    /** Milliseconds until the line that counts; the rest is read too, so that the connection can be used again. */
    private static double readUntil(InputStream stream, Predicate<String> first, long began) throws IOException {
        double millis = -1;
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (millis < 0 && first.test(line)) {
                    millis = (System.nanoTime() - began) / 1e6;
                }
            }
        }
        if (millis < 0) {
            throw new IllegalStateException("the answer had no first token");
        }
        return millis;
    }

    @Override
    public void close() {
        stand.close();
    }
}
