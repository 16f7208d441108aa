package org.tenantry.web.chat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import org.tenantry.calls.Receipt;
import org.tenantry.chat.Message;
import org.tenantry.web.Voice;

/**
 * What stands beneath an answer that is over: tokens and price, exact, and in words how it ended. {@code action} names
 * what helps: {@code retry}, {@code model}, {@code edit}, {@code fresh}, {@code topUp}, {@code continue} or nothing.
 */
public record Footer(
        String state,
        String tokens,
        String cost,
        List<Fact> facts,
        String note,
        String action,
        String code,
        Chip chip) {
    /** One line of the receipt. */
    public record Fact(String label, String value) {}

    static final Footer NONE = new Footer(Message.State.STREAMING.name(), "", "", List.of(), "", "", "", Chip.NONE);

    /** {@code receipt} is null when there was no call. */
    static Footer of(Voice voice, Message.State state, String failure, Receipt receipt) {
        if (state == Message.State.STREAMING) {
            return receipt == null
                    ? NONE
                    : new Footer(state.name(), "", "", List.of(), "", "", "", Chip.of(voice, receipt));
        }
        boolean paid = receipt != null && receipt.state() == Receipt.State.PAID;
        return new Footer(
                state.name(),
                paid ? tokens(voice, receipt) : "",
                receipt == null ? "" : cost(voice, receipt),
                receipt == null ? List.of() : facts(voice, receipt),
                note(voice, state, failure),
                action(state, failure),
                failure,
                receipt == null ? Chip.NONE : Chip.of(voice, receipt));
    }

    private static String tokens(Voice voice, Receipt receipt) {
        var usage = receipt.usage();
        var words = voice.of("chat.bill.tokens", voice.number(usage.prompt()), voice.number(usage.output()));
        return receipt.estimated() ? "≈ " + words : words;
    }

    private static String cost(Voice voice, Receipt receipt) {
        return switch (receipt.state()) {
            case PAID -> voice.brief(receipt.charge());
            case NOT_CHARGED -> voice.of("chat.bill.nothing");
            case RUNNING -> "";
        };
    }

    private static List<Fact> facts(Voice voice, Receipt receipt) {
        var facts = new ArrayList<Fact>();
        if (receipt.state() == Receipt.State.PAID) {
            var usage = receipt.usage();
            count(facts, voice, "chat.bill.input", usage.input(), true);
            count(facts, voice, "chat.bill.cachedInput", usage.cachedInput(), false);
            count(facts, voice, "chat.bill.cacheWrite", usage.cacheWrite(), false);
            count(facts, voice, "chat.bill.output", usage.output(), true);
            count(facts, voice, "chat.bill.reasoning", usage.reasoning(), false);
            facts.add(new Fact(voice.of("chat.bill.price"), voice.money(receipt.charge())));
            facts.add(new Fact(
                    voice.of("chat.bill.counted"),
                    voice.of(receipt.estimated() ? "chat.bill.estimated" : "chat.bill.exact")));
        }
        facts.add(new Fact(voice.of("chat.bill.request"), receipt.id().toString()));
        return facts;
    }

    private static void count(List<Fact> facts, Voice voice, String key, long tokens, boolean always) {
        if (always || tokens > 0) {
            facts.add(new Fact(voice.of(key), voice.number(tokens)));
        }
    }

    private static String note(Voice voice, Message.State state, String failure) {
        return switch (state) {
            case STOPPED -> voice.of("chat.state.STOPPED");
            case CUT -> voice.of("INTERRUPTED".equals(failure) ? "chat.state.CRASHED" : "chat.state.CUT");
            case DONE -> failure.isEmpty() ? "" : voice.of("chat.state." + failure);
            case FAILED -> voice.of(
                    voice.has("chat.failure." + failure) ? "chat.failure." + failure : "chat.failure.OTHER");
            case STREAMING -> "";
        };
    }

    private static String action(Message.State state, String failure) {
        return switch (state) {
            case CUT -> "continue";
            case DONE -> "LENGTH".equals(failure) ? "continue" : "";
            case FAILED -> switch (failure) {
                case "KEY_REFUSED", "MODEL_UNKNOWN", "PROVIDER_QUOTA" -> "model";
                case "CONTENT_REFUSED", "REQUEST_REFUSED" -> "edit";
                case "CONTEXT_TOO_LONG" -> "fresh";
                case "UNPAID" -> "topUp";
                default -> "retry";
            };
            case STOPPED, STREAMING -> "";
        };
    }

    JsonObjectBuilder json() {
        var lines = Json.createArrayBuilder();
        facts.forEach(
                fact -> lines.add(Json.createArrayBuilder().add(fact.label()).add(fact.value())));
        return Json.createObjectBuilder()
                .add("state", state)
                .add("tokens", tokens)
                .add("cost", cost)
                .add("facts", lines)
                .add("note", note)
                .add("action", action)
                .add("code", code)
                .add("chip", chip.json());
    }
}
