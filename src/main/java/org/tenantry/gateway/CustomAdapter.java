package org.tenantry.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;
import org.tenantry.guard.Egress;
import org.tenantry.models.CustomForm;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Template;
import org.tenantry.models.Template.Place;

/**
 * Speaks to a server that the operator has described: fills the template, and reads the answer by the pointers. Such a
 * server lists no models, so the operator writes their names down.
 */
@ApplicationScoped
class CustomAdapter implements ModelAdapter {
    @Inject
    Egress egress;

    @Override
    public ProviderKind kind() {
        return ProviderKind.CUSTOM;
    }

    @Override
    public Upstream stream(Endpoint endpoint, Ask ask, Hearing hearing) {
        var form = CustomForm.of(endpoint.settings());
        return Wire.send(
                egress,
                endpoint,
                form.method(),
                form.address(endpoint.baseUrl(), Wire.segment(ask.model())),
                form.headers(endpoint.key()),
                body(form.template(), ask),
                new CustomAnswer(form, ask, hearing));
    }

    /** Asks whether anybody is there, and gives the names that the operator wrote down. */
    @Override
    public List<String> models(Endpoint endpoint) {
        var form = CustomForm.of(endpoint.settings());
        var names = Wire.written(endpoint);
        var any = Wire.segment(names.isEmpty() ? "model" : names.get(0));
        Wire.knock(endpoint, form.address(endpoint.baseUrl(), any), form.headers(endpoint.key()));
        return names;
    }

    /**
     * What the system says goes to its own place where the template has one, and else stands in the messages or before
     * the prompt.
     */
    static JsonObject body(Template template, Ask ask) {
        boolean apart = template.has(Place.SYSTEM);
        var system = system(ask);
        var prompt = conversation(ask);
        var values = new EnumMap<Place, JsonValue>(Place.class);
        values.put(Place.MODEL, Fields.JSON.createValue(ask.model()));
        values.put(Place.MAX_TOKENS, Fields.JSON.createValue(ask.mostOutputTokens()));
        values.put(Place.SYSTEM, Fields.JSON.createValue(system));
        values.put(
                Place.PROMPT, Fields.JSON.createValue(apart || system.isEmpty() ? prompt : system + "\n\n" + prompt));
        values.put(Place.MESSAGES, messages(ask, apart));
        return template.fill(values);
    }

    private static JsonValue messages(Ask ask, boolean withoutSystem) {
        var kept = Fields.JSON.createArrayBuilder();
        OpenAiForm.messages(ask).build().stream()
                .filter(message -> !(withoutSystem
                        && new Fields((JsonObject) message).text("role").equals("system")))
                .forEach(kept::add);
        return kept.build();
    }

    /** One question stands alone; a longer conversation is told by who says what, and the answer is begun. */
    private static String conversation(Ask ask) {
        var turns = ask.turns().stream()
                .filter(turn -> turn.speaker() != Turn.Speaker.SYSTEM)
                .toList();
        if (turns.size() == 1) {
            return turns.get(0).text();
        }
        return turns.stream()
                .map(turn -> (turn.speaker() == Turn.Speaker.ASSISTANT ? "Assistant: " : "User: ") + turn.text())
                .collect(Collectors.joining("\n", "", "\nAssistant:"));
    }

    private static String system(Ask ask) {
        return ask.turns().stream()
                .filter(turn -> turn.speaker() == Turn.Speaker.SYSTEM)
                .map(Turn::text)
                .collect(Collectors.joining("\n\n"));
    }
}
