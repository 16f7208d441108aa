package org.tenantry.payments;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Map;
import java.util.UUID;
import org.tenantry.payments.ProviderEvent.Meaning;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;

/** Reads Stripe's events, whose signature was checked, into what they mean; a kind that we do not know means nothing. */
final class StripeEvents {
    /** What each kind means, and the field that holds its amount. */
    private record Kind(Meaning meaning, String amount) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "checkout.session.completed", new Kind(Meaning.PAID, "amount_total"),
            "checkout.session.async_payment_succeeded", new Kind(Meaning.PAID, "amount_total"),
            "checkout.session.async_payment_failed", new Kind(Meaning.FAILED, "amount_total"),
            "checkout.session.expired", new Kind(Meaning.EXPIRED, "amount_total"),
            "payment_intent.succeeded", new Kind(Meaning.PAID, "amount_received"),
            "payment_intent.payment_failed", new Kind(Meaning.TRY_FAILED, "amount"),
            "charge.refunded", new Kind(Meaning.REFUNDED, "amount_refunded"),
            "charge.dispute.funds_withdrawn", new Kind(Meaning.DISPUTED, "amount"));

    private StripeEvents() {}

    static ProviderEvent read(String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            var event = reader.readObject();
            var type = text(event, "type");
            var kind = KINDS.getOrDefault(type, new Kind(Meaning.OTHER, ""));
            var object = event.getJsonObject("data").getJsonObject("object");
            return new ProviderEvent(
                    event.getString("id"),
                    type,
                    meaning(kind, object),
                    order(object),
                    type.startsWith("payment_intent.") ? text(object, "id") : text(object, "payment_intent"),
                    kind.meaning() == Meaning.OTHER ? null : amount(object, kind),
                    card(type, object),
                    why(object));
        } catch (JsonException | ClassCastException | NullPointerException unreadable) {
            throw new NotFromProvider();
        }
    }

    /** A finished checkout is not paid yet when the money takes days to arrive. */
    private static Meaning meaning(Kind kind, JsonObject object) {
        boolean waits = kind.meaning() == Meaning.PAID && "unpaid".equals(text(object, "payment_status"));
        return waits ? Meaning.OTHER : kind.meaning();
    }

    private static UUID order(JsonObject object) {
        var metadata = object.get("metadata") instanceof JsonObject fields ? fields : JsonObject.EMPTY_JSON_OBJECT;
        var id = text(metadata, "order");
        try {
            return id.isEmpty() ? null : Ids.parse(id);
        } catch (NotFound foreign) {
            return null;
        }
    }

    private static Money amount(JsonObject object, Kind kind) {
        try {
            return StripeMoney.of(object.getJsonNumber(kind.amount()).longValueExact(), text(object, "currency"));
        } catch (IllegalArgumentException | ArithmeticException unknown) {
            return null;
        }
    }

    private static ProviderEvent.SavedCard card(String type, JsonObject intent) {
        boolean saved =
                "payment_intent.succeeded".equals(type) && "off_session".equals(text(intent, "setup_future_usage"));
        var customer = text(intent, "customer");
        var method = text(intent, "payment_method");
        return saved && !customer.isEmpty() && !method.isEmpty() ? new ProviderEvent.SavedCard(customer, method) : null;
    }

    private static String why(JsonObject object) {
        return object.get("last_payment_error") instanceof JsonObject error ? text(error, "code") : "";
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.getString() : "";
    }
}
