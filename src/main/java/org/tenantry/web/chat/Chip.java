package org.tenantry.web.chat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import org.tenantry.calls.Asked;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.Route;
import org.tenantry.calls.Routed;
import org.tenantry.values.Money;
import org.tenantry.web.Voice;

/**
 * Why this model answered, in words, and what that saved; empty where it was asked for by its own name. {@code stronger}:
 * a stronger model could answer again.
 */
public record Chip(String text, List<Footer.Fact> facts, boolean stronger) {
    static final Chip NONE = new Chip("", List.of(), false);

    static Chip of(Voice voice, Receipt receipt) {
        return receipt.routed().map(routed -> chip(voice, receipt, routed)).orElse(NONE);
    }

    private static Chip chip(Voice voice, Receipt receipt, Routed routed) {
        var text = voice.of("chat.route." + routed.reason(), routed.model(), name(voice, routed));
        var saved = routed.saved().filter(amount -> !amount.isZero());
        var facts = new ArrayList<Footer.Fact>();
        facts.add(new Footer.Fact(voice.of("chat.route.asked"), asked(voice, routed.asked())));
        if (routed.reason() != Route.Reason.ALIAS) {
            facts.add(new Footer.Fact(
                    voice.of("chat.route.rule"),
                    routed.rule().isEmpty() ? voice.of("chat.route.noRule") : routed.rule()));
            facts.add(new Footer.Fact(voice.of("chat.route.candidates"), String.join(" → ", routed.candidates())));
        }
        routed.saved()
                .ifPresent(amount -> facts.add(new Footer.Fact(voice.of("chat.route.saving"), saving(voice, amount))));
        boolean chosen = routed.reason() == Route.Reason.RULE || routed.reason() == Route.Reason.CHEAPEST;
        return new Chip(
                saved.map(amount -> voice.of("chat.route.saved", text, voice.brief(amount)))
                        .orElse(text),
                facts,
                chosen && !routed.strongest() && receipt.state() == Receipt.State.PAID);
    }

    private static String name(Voice voice, Routed routed) {
        return routed.reason() == Route.Reason.ALIAS ? asked(voice, routed.asked()) : routed.rule();
    }

    private static String asked(Voice voice, String word) {
        return word.equals(Asked.AUTO.toString())
                ? voice.of("chat.model.auto")
                : word.equals(Asked.STRONGEST.toString()) ? voice.of("chat.model.strongest") : word;
    }

    private static String saving(Voice voice, Money amount) {
        return amount.isZero() ? voice.of("chat.route.nothingSaved") : voice.money(amount);
    }

    JsonObjectBuilder json() {
        var lines = Json.createArrayBuilder();
        facts.forEach(
                fact -> lines.add(Json.createArrayBuilder().add(fact.label()).add(fact.value())));
        return Json.createObjectBuilder().add("text", text).add("facts", lines).add("stronger", stronger);
    }
}
