package org.tenantry.testbed;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A program that calls the API of the server under test with a key of its own, over plain HTTP and without cookies. */
public final class ApiVisitor {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String server;
    private final String secret;

    public ApiVisitor(String server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    /** With a fresh key of this member, which may do everything that the member may. */
    public static ApiVisitor of(String email) {
        return new ApiVisitor(Bed.server(), keyOf(email, Bed::database));
    }

    /** Where the database of a server is reached. */
    public interface Database {
        java.sql.Connection connect() throws SQLException;
    }

    /** Writes a fresh key of this member, for everything, into the database and tells its secret. */
    public static String keyOf(String email, Database database) {
        var id = UUID.randomUUID();
        var letters = id.toString().replace("-", "");
        var secret = "sk-" + letters.substring(0, 8) + "_" + letters + "ABCDEFGHIJK";
        try (var connection = database.connect();
                var key = connection.prepareStatement("INSERT INTO api_key (id, tenant_id, member_id, name, state,"
                        + " created_at, scopes) SELECT ?, m.tenant_id, m.id, ?, 'ACTIVE', UTC_TIMESTAMP(6),"
                        + " 'CHAT,EMBEDDINGS,AUDIO,MANAGE_READ,MANAGE' FROM member m JOIN person p ON p.id = m.person_id"
                        + " WHERE p.email = ?");
                var hidden = connection.prepareStatement(
                        "INSERT INTO api_key_secret (public_id, tenant_id, key_id,"
                                + " secret_hash, made_at) SELECT ?, tenant_id, id, ?, UTC_TIMESTAMP(6) FROM api_key WHERE id = ?")) {
            key.setString(1, id.toString());
            key.setString(2, "test " + id);
            key.setString(3, email);
            hidden.setString(1, secret.substring(3, 11));
            hidden.setString(2, hash(secret));
            hidden.setString(3, id.toString());
            if (key.executeUpdate() != 1 || hidden.executeUpdate() != 1) {
                throw new AssertionError("no one place of " + email);
            }
            return secret;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String secret() {
        return secret;
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Posts this text as JSON, whatever it is. */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send("POST", path, BodyPublishers.ofByteArray(body), headers);
    }

    /** Any method; {@code body} may be null. What {@code headers} say again replaces what is sent usually. */
    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        return now(() -> CLIENT.send(request(method, path, body, headers), BodyHandlers.ofString()));
    }

    /** Asks one question of a model and gives the answer whole. */
    public JsonObject chat(String model, String question) {
        var answer = post("/v1/chat/completions", question(model, question, ""));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Visitor.json(answer.body());
    }

    /** The body of a question; {@code more} are further members, each after a comma. */
    public static String question(String model, String question, String more) {
        return "{\"model\":" + MiniJson.quote(model) + ",\"messages\":[{\"role\":\"user\",\"content\":"
                + MiniJson.quote(question) + "}]" + more + "}";
    }

    /** Asks with a stream, and gives what stood behind {@code data:}, event by event. */
    public List<String> stream(String model, String question, String more) {
        var answer = post("/v1/chat/completions", question(model, question, ",\"stream\":true" + more));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return events(answer.body());
    }

    /** What stood behind {@code data:} in a stream, event by event. */
    public static List<String> events(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring(5).strip())
                .toList();
    }

    /** The answer as it comes in; whoever reads it closes it. */
    public HttpResponse<InputStream> open(String path, String body) {
        return now(
                () -> CLIENT.send(request("POST", path, BodyPublishers.ofString(body)), BodyHandlers.ofInputStream()));
    }

    /** Asks for a stream and hears it elsewhere; tells as much as came, once it is over or broken. */
    public CompletableFuture<String> hear(String model) {
        var body = BodyPublishers.ofString(question(model, "Tell me about crashes", ",\"stream\":true"));
        return CompletableFuture.supplyAsync(() -> {
            var read = new ByteArrayOutputStream();
            try {
                CLIENT.send(request("POST", "/v1/chat/completions", body), BodyHandlers.ofInputStream())
                        .body()
                        .transferTo(read);
            } catch (IOException broken) {
                return read.toString(StandardCharsets.UTF_8);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return read.toString(StandardCharsets.UTF_8);
        });
    }

    private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + secret);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.method(method, body == null ? BodyPublishers.noBody() : body)
                .build();
    }

    private interface Sending<T> {
        T send() throws IOException, InterruptedException;
    }

    private static <T> T now(Sending<T> sending) {
        Supplier<T> answer = () -> {
            try {
                return sending.send();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        };
        return answer.get();
    }
}
