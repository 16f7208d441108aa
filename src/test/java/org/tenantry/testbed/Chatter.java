package org.tenantry.testbed;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A member who chats with the stub's models over HTTP, and looks into the database afterwards. */
public final class Chatter {
    private final Visitor visitor;

    public Chatter(String email) {
        visitor = Visitor.signedIn(email);
    }

    public Visitor visitor() {
        return visitor;
    }

    /** Asks in a new conversation. */
    public JsonObject ask(String model, String text) {
        return visitor.ask(idOf(model), text);
    }

    /** Asks on in a conversation. */
    public HttpResponse<String> askOn(String conversation, String model, String text) {
        return visitor.post(
                "/app/chat/messages",
                Json.createObjectBuilder()
                        .add("conversation", conversation)
                        .add("model", idOf(model))
                        .add("text", text)
                        .add("requestKey", UUID.randomUUID().toString())
                        .build());
    }

    public JsonObject message(String id) {
        return Visitor.json(visitor.get("/app/chat/messages/" + id).body());
    }

    /** The message once its answer is over. */
    public JsonObject over(String id) {
        Awaitility.await("the end of answer " + id).atMost(60, TimeUnit.SECONDS).until(() -> !state(id)
                .equals("STREAMING"));
        return message(id);
    }

    public String state(String id) {
        return message(id).getJsonObject("footer").getString("state");
    }

    public static String idOf(String model) {
        return text("SELECT id FROM model WHERE name = ?", model);
    }

    /** The first column of the first row, as text. */
    public static String text(String sql, Object... values) {
        try (var connection = Bed.database();
                var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static long number(String sql, Object... values) {
        return Long.parseLong(text(sql, values));
    }
}
