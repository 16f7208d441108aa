package org.tenantry.web.chat;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tenantry.calls.Asked;
import org.tenantry.calls.RouteTable;
import org.tenantry.calls.Routes;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Entitlements;
import org.tenantry.plans.Terms;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/**
 * The models a member may ask, by provider, with what a million tokens of each cost; those that the plan does not include
 * are shown with the reason.
 */
@Named("modelSwitcher")
@RequestScoped
public class ModelSwitcher {
    @Inject
    CurrentCaller caller;

    @Inject
    Catalogue catalogue;

    @Inject
    Entitlements entitlements;

    @Inject
    Routes routes;

    @Inject
    Messages msg;

    private final List<Group> groups = new ArrayList<>();
    private final List<Named> aliases = new ArrayList<>();
    private String first = "";
    private String auto = "";

    @PostConstruct
    void load() {
        var plan = entitlements.of(caller.get().tenant());
        var table = routes.table(caller.get());
        first = table.first().map(Asked::toString).orElse("");
        var labels = new HashMap<ModelId, String>();
        Map<String, List<Choice>> byProvider = new LinkedHashMap<>();
        for (var model : catalogue.offered(caller.get().currency())) {
            var why = why(model, plan, table);
            if (why.isEmpty()) {
                labels.put(model.id(), model.label());
            }
            byProvider
                    .computeIfAbsent(model.provider(), name -> new ArrayList<>())
                    .add(choice(model, why));
        }
        byProvider.forEach((provider, choices) -> groups.add(new Group(provider, choices)));
        new TreeMap<>(table.aliases()).forEach((name, model) -> {
            if (labels.containsKey(model)) {
                aliases.add(new Named(name, labels.get(model)));
            }
        });
        auto = labels.isEmpty() ? "" : Asked.AUTO.toString();
    }

    public List<Group> getGroups() {
        return groups;
    }

    /** The word for leaving the choice to us; empty where there is nothing to choose from. */
    public String getAuto() {
        return auto;
    }

    /** Other names for models that may be asked. */
    public List<Named> getAliases() {
        return aliases;
    }

    /** What is chosen before the member chose, as the page's script writes it; empty where nobody said. */
    public String getFirst() {
        return first;
    }

    private String why(OfferedModel model, Optional<Terms> plan, RouteTable table) {
        if (table.refused().contains(model.id())) {
            return msg.of("chat.model.refused");
        }
        return plan.filter(terms -> !terms.includes(model.id()))
                .map(terms -> msg.of("chat.model.notInPlan", terms.name()))
                .orElse("");
    }

    private Choice choice(OfferedModel model, String why) {
        var sell = model.sell();
        return new Choice(
                model.id().toString(),
                model.label(),
                msg.brief(new Money(sell.inputN(), sell.currency())),
                msg.brief(new Money(sell.outputN(), sell.currency())),
                msg.compact(model.contextTokens()),
                model.can().all().stream()
                        .map(ability -> msg.name("ability", ability))
                        .toList(),
                why);
    }

    /** Another name for a model. */
    public record Named(String name, String model) {}

    /** The models of one provider. */
    public record Group(String provider, List<Choice> models) {}

    /**
     * One model; {@code input} and {@code output} are prices of a million tokens, {@code can} is what it does beyond words,
     * {@code why} says why it is not to be had.
     */
    public record Choice(
            String id, String label, String input, String output, String context, List<String> can, String why) {}
}
