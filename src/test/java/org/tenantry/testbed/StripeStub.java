package org.tenantry.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stripe's API as far as we use it: checkout sessions, payment intents and refunds, with its idempotency keys. What is
 * asked decides what comes back: the card {@code pm_declined} is declined, {@code pm_silent} and a refund of 7.77 are not
 * answered the first six times, a refund of 6.66 and an order of 13.13 are refused. {@code GET /stub/made} tells how many of
 * each kind were made.
 */
public final class StripeStub {
    private final HttpServer server;
    private final Map<String, Answer> answered = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    private record Answer(int status, String body) {}

    private StripeStub(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "stripe-stub");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    public static StripeStub start(int port) {
        try {
            return new StripeStub(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Alone, for trials: {@code java -cp target/test-classes org.tenantry.testbed.StripeStub 18298}. */
    public static void main(String[] arguments) {
        System.out.println("listens on " + start(Integer.parseInt(arguments[0])).port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var fields = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (path.equals("/stub/made")) {
            send(exchange, new Answer(200, made.toString()));
            return;
        }
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        var secret = exchange.getRequestHeaders().getFirst("Authorization");
        if (key == null || secret == null || !secret.startsWith("Bearer sk_test_")) {
            send(exchange, error(401, "invalid_request_error", "no_key"));
            return;
        }
        int time = asked.computeIfAbsent(key, none -> new AtomicInteger()).incrementAndGet();
        boolean silent = "pm_silent".equals(fields.get("payment_method"))
                || path.equals("/v1/refunds") && "777".equals(fields.get("amount"));
        if (silent && time <= 6) {
            exchange.close();
            return;
        }
        send(exchange, answered.computeIfAbsent(key, none -> answer(path, fields)));
    }

    private Answer answer(String path, Map<String, String> fields) {
        int id = ids.incrementAndGet();
        return switch (path) {
            case "/v1/checkout/sessions" -> {
                if ("1313".equals(fields.get("line_items[0][price_data][unit_amount]"))) {
                    yield error(400, "invalid_request_error", "amount_refused");
                }
                count("session");
                yield new Answer(
                        200,
                        "{\"id\":\"cs_" + id + "\",\"object\":\"checkout.session\",\"url\":\"http://127.0.0.1:" + port()
                                + "/pay/cs_" + id + "\"}");
            }
            case "/v1/payment_intents" -> {
                if ("pm_declined".equals(fields.get("payment_method"))) {
                    yield error(402, "card_error", "card_declined");
                }
                count("intent");
                yield new Answer(
                        200, "{\"id\":\"pi_" + id + "\",\"object\":\"payment_intent\",\"status\":\"succeeded\"}");
            }
            case "/v1/refunds" -> {
                if ("666".equals(fields.get("amount"))) {
                    yield error(400, "invalid_request_error", "charge_disputed");
                }
                count("refund");
                yield new Answer(200, "{\"id\":\"re_" + id + "\",\"object\":\"refund\",\"status\":\"succeeded\"}");
            }
            default -> error(404, "invalid_request_error", "unknown_path");
        };
    }

    private void count(String what) {
        made.computeIfAbsent(what, none -> new AtomicInteger()).incrementAndGet();
    }

    private static Answer error(int status, String type, String code) {
        return new Answer(
                status, "{\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"message\":\"no\"}}");
    }

    private static Map<String, String> fields(String body) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
