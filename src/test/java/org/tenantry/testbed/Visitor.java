package org.tenantry.testbed;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser but without a screen: has cookies, signs in through the form, asks and listens over HTTP. */
public final class Visitor {
    private static final Pattern FIELD = Pattern.compile(
            "<(?:(?:input|button)\\b[^>]*?>|(?:select|textarea)\\b.*?</(?:select|textarea)>)", Pattern.DOTALL);

    private final String server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private String csrf = "";

    public Visitor(String server) {
        this.server = server;
    }

    /** Someone who has signed in on the server under test. */
    public static Visitor signedIn(String email) {
        Newcomer.forgetLanguage(email);
        return signedIn(Bed.server(), email, Bed.PASSWORD);
    }

    public static Visitor signedIn(String server, String email, String password) {
        var visitor = new Visitor(server);
        var answer = visitor.signIn(email, password);
        if (answer.statusCode() != 302) {
            throw new AssertionError(email + " could not sign in: " + answer.statusCode() + " " + answer.body());
        }
        var page = visitor.get("/chat/index.xhtml").body();
        var token = Pattern.compile("<meta[^>]*csrf[^>]*>").matcher(page);
        if (token.find()) {
            visitor.csrf = attribute(token.group(), "content");
        }
        return visitor;
    }

    /** Fills the sign-in form in and sends it; 302 leads inside. */
    public HttpResponse<String> signIn(String email, String password) {
        return submit("/sign-in.xhtml", "sign-in", Map.of("email", email, "password", password));
    }

    /** Fetches a page, fills in the fields whose names end like the keys, and presses the form's first button. */
    public HttpResponse<String> submit(String page, String form, Map<String, String> values) {
        var html = get(page).body();
        int from = html.indexOf("<form id=\"" + form + "\"");
        if (from < 0) {
            throw new AssertionError("no form " + form + " on " + page);
        }
        var fields = new LinkedHashMap<String, String>();
        Matcher field = FIELD.matcher(html.substring(from, html.indexOf("</form>", from)));
        boolean pressed = false;
        while (field.find()) {
            var name = attribute(field.group(), "name");
            boolean button = field.group().startsWith("<button") || "submit".equals(attribute(field.group(), "type"));
            if (!name.isEmpty() && !(button && pressed)) {
                pressed |= button;
                fields.put(name, value(name, values, own(field.group())));
            }
        }
        var body = fields.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Posts JSON as the chat page does, with its token. */
    public HttpResponse<String> post(String path, JsonObject body) {
        return send("POST", path, body);
    }

    /** Any method with a JSON body, as the chat page sends it. */
    public HttpResponse<String> send(String method, String path, JsonObject body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Tenantry-CSRF", csrf)
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    /** Posts a plain form of the account menu, with the session's token. */
    public HttpResponse<String> menu(String path, String to) {
        return send(request("/menu/" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("csrf=" + encoded(csrf) + "&to=" + encoded(to))));
    }

    /** Asks with one header more. */
    public HttpResponse<String> get(String path, String header, String value) {
        return send(request(path).header(header, value).GET());
    }

    /** Posts what may be no JSON at all. */
    public HttpResponse<String> postText(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Tenantry-CSRF", csrf)
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> patch(String path, JsonObject body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Tenantry-CSRF", csrf)
                .method("PATCH", BodyPublishers.ofString(body.toString())));
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).header("X-Tenantry-CSRF", csrf).DELETE());
    }

    /** Asks a model in a new conversation; answers what the page is told, or fails when it was refused. */
    public JsonObject ask(String modelId, String text) {
        var answer = ask(modelId, text, UUID.randomUUID().toString());
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer.body());
    }

    public HttpResponse<String> ask(String modelId, String text, String requestKey) {
        return post(
                "/app/chat/messages",
                Json.createObjectBuilder()
                        .add("model", modelId)
                        .add("text", text)
                        .add("requestKey", requestKey)
                        .build());
    }

    /** The cookies as a request says them. */
    public String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Listens to an answer to its end and gives all events as they stood on the line. */
    public String listen(String messageId) {
        return get("/app-stream/" + messageId).body();
    }

    /** The same as it comes in, line by line; whoever reads it closes it. */
    public InputStream open(String messageId) throws IOException, InterruptedException {
        var request = request("/app-stream/" + messageId).GET().build();
        return client.send(request, BodyHandlers.ofInputStream()).body();
    }

    public static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** What the server keeps in the browser under this name; empty for nothing. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** The token that scripts of our pages send. */
    public String csrf() {
        return csrf;
    }

    /** Sends a request just as it is given, with this visitor's cookies. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = request(path).method(method, BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(90));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String value(String name, Map<String, String> values, String own) {
        return values.entrySet().stream()
                .filter(entry -> name.equals(entry.getKey())
                        || name.endsWith(":" + entry.getKey())
                        || name.contains(":" + entry.getKey() + ":"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(own);
    }

    /** What the form holds before anything is typed: the value, the chosen option (else the first), or the text. */
    private static String own(String field) {
        if (field.startsWith("<textarea")) {
            return field.substring(field.indexOf('>') + 1, field.lastIndexOf("</"))
                    .strip();
        }
        if (field.startsWith("<select")) {
            var chosen = Pattern.compile("<option[^>]*\\bselected\\b[^>]*>").matcher(field);
            var first = Pattern.compile("<option[^>]*>").matcher(field);
            return chosen.find()
                    ? attribute(chosen.group(), "value")
                    : first.find() ? attribute(first.group(), "value") : "";
        }
        return attribute(field, "value");
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? found.group(1).replace("&amp;", "&").replace("&quot;", "\"") : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
