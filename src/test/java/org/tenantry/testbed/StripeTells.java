package org.tenantry.testbed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends Stripe's events to the server under test, signed as Stripe signs them. */
public final class StripeTells {
    public static final String SECRET = "whsec_testbed";

    private static final Clock WALL = Clock.systemUTC();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private StripeTells() {}

    /** An event of a checkout session of this order. */
    public static String session(String eventId, String type, UUID order, long minor, String currency) {
        return event(
                eventId,
                type,
                "{\"id\":\"cs_x\",\"object\":\"checkout.session\",\"payment_status\":\"paid\",\"amount_total\":" + minor
                        + ",\"currency\":\"" + currency + "\",\"payment_intent\":\"pi_" + order + "\","
                        + metadata(order) + "}");
    }

    /** A payment intent of this order that succeeded, its card kept for later. */
    public static String savedCard(String eventId, UUID order, long minor) {
        return event(
                eventId,
                "payment_intent.succeeded",
                "{\"id\":\"pi_" + order + "\",\"object\":\"payment_intent\",\"amount_received\":" + minor
                        + ",\"currency\":\"usd\",\"setup_future_usage\":\"off_session\",\"customer\":\"cus_1\","
                        + "\"payment_method\":\"pm_ok\"," + metadata(order) + "}");
    }

    /** Money of this order has gone back: so much in all. */
    public static String refunded(String eventId, UUID order, long minor) {
        return event(
                eventId,
                "charge.refunded",
                "{\"id\":\"ch_x\",\"object\":\"charge\",\"amount_refunded\":" + minor
                        + ",\"currency\":\"usd\",\"payment_intent\":\"pi_" + order + "\"," + metadata(order) + "}");
    }

    /** The payer's bank took this much back; such an event names the payment and not our order. */
    public static String disputed(String eventId, UUID order, long minor) {
        return event(
                eventId,
                "charge.dispute.funds_withdrawn",
                "{\"id\":\"dp_x\",\"object\":\"dispute\",\"amount\":" + minor
                        + ",\"currency\":\"usd\",\"payment_intent\":\"pi_" + order + "\",\"metadata\":{}}");
    }

    private static String metadata(UUID order) {
        return "\"metadata\":{\"order\":\"" + order + "\"}";
    }

    public static String event(String id, String type, String object) {
        return "{\"id\":\"" + id + "\",\"object\":\"event\",\"type\":\"" + type + "\",\"data\":{\"object\":" + object
                + "}}";
    }

    /** Sends an event signed now; answers the status. */
    public static int tell(String body) {
        return send(body, signature(body, WALL.instant().getEpochSecond(), SECRET));
    }

    public static long now() {
        return WALL.instant().getEpochSecond();
    }

    public static String signature(String body, long at, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var hash = mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + at + ",v1=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    public static int send(String body, String signature) {
        var request = HttpRequest.newBuilder(URI.create(System.getProperty("testbed.self") + "/webhooks/stripe"))
                .POST(BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("Stripe-Signature", signature);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
