package org.tenantry.gateway;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Content;
import org.tenantry.guard.Egress;
import org.tenantry.guard.Outgoing;
import org.tenantry.models.Endpoint;
import org.tenantry.models.Setting;

/** What the wire forms over HTTP have in common. */
final class Wire {
    /** A count beyond this is not a count. */
    static final long MOST_TOKENS = 1_000_000_000_000L;

    private static final int ANSWER_SECONDS = 15;
    private static final int MOST_LIST_BYTES = 8 << 20;

    private Wire() {}

    /** The key as most providers take it; no header when there is none. */
    static Map<String, String> bearer(Endpoint endpoint) {
        return header(HttpHeaders.AUTHORIZATION, endpoint, "Bearer " + endpoint.key());
    }

    /** A header that holds the key; none when there is no key. */
    static Map<String, String> header(String name, Endpoint endpoint, String value) {
        return endpoint.key().isEmpty() ? Map.of() : Map.of(name, value);
    }

    /** The names of models that the operator wrote down, one a line. */
    static List<String> written(Endpoint endpoint) {
        return endpoint.setting(Setting.MODELS)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** A name as one segment of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Sends what is asked, with the key as a bearer token. */
    static Upstream send(Egress egress, Endpoint endpoint, URI url, JsonObjectBuilder body, WireAnswer answer) {
        return send(egress, endpoint, url, bearer(endpoint), body, answer);
    }

    /** Sends what is asked with these headers. */
    static Upstream send(
            Egress egress,
            Endpoint endpoint,
            URI url,
            Map<String, String> headers,
            JsonObjectBuilder body,
            WireAnswer answer) {
        return send(egress, endpoint, "POST", url, headers, body.build(), answer);
    }

    /** Sends what is asked in whatever way; operators may name servers inside their own network. */
    static Upstream send(
            Egress egress,
            Endpoint endpoint,
            String method,
            URI url,
            Map<String, String> with,
            JsonValue body,
            WireAnswer answer) {
        var headers = new HashMap<>(with);
        headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        var exchange = egress.send(
                new Outgoing(
                        method,
                        url,
                        headers,
                        body.toString().getBytes(StandardCharsets.UTF_8),
                        true,
                        Duration.ofSeconds(endpoint.connectSeconds()),
                        Duration.ofSeconds(endpoint.firstByteSeconds()),
                        Duration.ofSeconds(endpoint.idleSeconds()),
                        Duration.ofSeconds(endpoint.totalSeconds())),
                answer);
        return exchange::cancel;
    }

    /**
     * Sends what is answered in one piece, of no more than so many bytes, by a server that may be busy with it all the time
     * that the whole may take.
     */
    static Upstream send(
            Egress egress,
            Endpoint endpoint,
            URI url,
            Map<String, String> with,
            String type,
            Content content,
            long mostBytes,
            WholeAnswer answer) {
        var headers = new HashMap<>(with);
        headers.put(HttpHeaders.CONTENT_TYPE, type);
        headers.put(HttpHeaders.ACCEPT, "*/*");
        var total = Duration.ofSeconds(endpoint.totalSeconds());
        var exchange = egress.send(
                new Outgoing(
                        "POST",
                        url,
                        headers,
                        content,
                        true,
                        Duration.ofSeconds(endpoint.connectSeconds()),
                        total,
                        Duration.ofSeconds(endpoint.idleSeconds()),
                        total,
                        mostBytes),
                answer);
        return exchange::cancel;
    }

    /** The same for a question in JSON, whose answer begins within the usual time. */
    static Upstream send(
            Egress egress,
            Endpoint endpoint,
            URI url,
            Map<String, String> headers,
            JsonObjectBuilder body,
            long mostBytes,
            WholeAnswer answer) {
        return send(
                egress,
                endpoint.within(endpoint.totalSeconds(), endpoint.firstByteSeconds()),
                url,
                headers,
                MediaType.APPLICATION_JSON,
                Content.of(body.build().toString().getBytes(StandardCharsets.UTF_8)),
                mostBytes,
                answer);
    }

    /** A question that is answered at once by one JSON object. */
    interface Question {
        @GET
        Response ask();
    }

    /** Asks a provider about itself, with the key as a bearer token. */
    static Fields get(Endpoint endpoint, URI url) {
        return get(endpoint, url, bearer(endpoint));
    }

    /** Asks a provider about itself with these headers. */
    static Fields get(Endpoint endpoint, URI url, Map<String, String> headers) {
        try (var response = question(endpoint, url, headers).ask()) {
            var body = Fields.read(text(response));
            if (response.getStatus() != Response.Status.OK.getStatusCode()) {
                throw refused(response, body.orElse(Fields.NONE));
            }
            return body.orElseThrow(() -> new ProviderRefused(new ProviderFailure(Kind.BAD_ANSWER, false)));
        } catch (ProcessingException | IOException e) {
            throw unheard(e);
        }
    }

    /** Whether anybody is there who takes the key: an answer that the request makes no sense is good enough. */
    static void knock(Endpoint endpoint, URI url, Map<String, String> headers) {
        try (var response = question(endpoint, url, headers).ask()) {
            int status = response.getStatus();
            boolean keyRefused = status == Response.Status.UNAUTHORIZED.getStatusCode()
                    || status == Response.Status.FORBIDDEN.getStatusCode();
            boolean own = status >= 500 && status != Response.Status.NOT_IMPLEMENTED.getStatusCode();
            if (keyRefused || own || status == Response.Status.TOO_MANY_REQUESTS.getStatusCode()) {
                throw refused(response, Fields.NONE);
            }
        } catch (ProcessingException e) {
            throw unheard(e);
        }
    }

    private static Question question(Endpoint endpoint, URI url, Map<String, String> headers) {
        try {
            Egress.requireFit(url.getHost());
        } catch (UnknownHostException e) {
            throw new ProviderRefused(new ProviderFailure(Kind.UNREACHABLE, true));
        }
        ClientRequestFilter dress = request -> headers.forEach(request.getHeaders()::putSingle);
        return RestClientBuilder.newBuilder()
                .register(dress, ClientRequestFilter.class)
                .baseUri(url)
                .connectTimeout(endpoint.connectSeconds(), TimeUnit.SECONDS)
                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .followRedirects(false)
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(Question.class);
    }

    private static ProviderRefused refused(Response response, Fields body) {
        int retryAfter = Complaint.seconds(name -> Objects.requireNonNullElse(response.getHeaderString(name), ""));
        return new ProviderRefused(
                Complaint.of(response.getStatus(), body, retryAfter).failure());
    }

    private static ProviderRefused unheard(Exception e) {
        return new ProviderRefused(new ProviderFailure(slow(e) ? Kind.TIMED_OUT : Kind.UNREACHABLE, true));
    }

    private static String text(Response response) throws IOException {
        try (var body = response.readEntity(InputStream.class)) {
            return new String(body.readNBytes(MOST_LIST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static boolean slow(Throwable e) {
        return e instanceof SocketTimeoutException || e.getCause() != null && slow(e.getCause());
    }
}
