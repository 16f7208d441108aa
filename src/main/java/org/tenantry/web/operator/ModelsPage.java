package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.PriceVersion;
import org.tenantry.models.Provider;
import org.tenantry.models.Providers;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.Price;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Lists the models with what they cost now, and switches them on and off. */
@Named
@ViewScoped
public class ModelsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Providers providers;

    @Inject
    Models models;

    @Inject
    Clock clock;

    private List<Row> rows;
    private List<Row> conversing;
    private Summary summary;

    public void load() {
        var owners = providers.list(caller.get()).stream().collect(Collectors.toMap(Provider::id, owner -> owner));
        var now = clock.instant();
        rows = models.list(caller.get()).stream()
                .map(model -> new Row(
                        model.id(),
                        model.label(),
                        model.name(),
                        owners.get(model.provider()).name(),
                        owners.get(model.provider()).isOn(),
                        model.isOn(),
                        model.kind(),
                        Stream.of(Ability.values())
                                .map(ability -> new Can(ability, model.can().has(ability)))
                                .toList(),
                        PriceVersion.validAt(models.prices(caller.get(), model.id()), now).stream()
                                .map(Cost::of)
                                .sorted(Comparator.comparing(Cost::currency))
                                .toList()))
                .toList();
        conversing = rows.stream().filter(Row::isConversing).toList();
        summary = new Summary(
                conversing.size(),
                count(Ability.IMAGES),
                count(Ability.TOOLS),
                count(Ability.JSON),
                count(Ability.REASONING));
    }

    private long count(Ability ability) {
        return rows.stream()
                .filter(row -> row.can().contains(new Can(ability, true)))
                .count();
    }

    public String turn(ModelId id, boolean on) {
        models.turn(caller.get(), id, on);
        return Said.done("models?faces-redirect=true", on ? "operator.turnedOn" : "operator.turnedOff");
    }

    public List<Row> getRows() {
        return rows;
    }

    /** Those that converse: what the others can do needs no table. */
    public List<Row> getConversing() {
        return conversing;
    }

    public Summary getSummary() {
        return summary;
    }

    public Ability[] getAbilities() {
        return Ability.values();
    }

    /** A model in the list, with what it can do and its present price in each currency. */
    public record Row(
            ModelId id,
            String label,
            String name,
            String provider,
            boolean providerOn,
            boolean on,
            ModelKind kind,
            List<Can> can,
            List<Cost> costs)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isConversing() {
            return kind == ModelKind.CHAT;
        }
    }

    /** Whether a model can do one thing. */
    public record Can(Ability ability, boolean yes) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** How many models there are, and how many of them can do each thing. */
    public record Summary(long models, long images, long tools, long json, long reasoning) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What a million tokens in and out cost in one currency, or a minute of audio where it is paid by that. */
    public record Cost(Money input, Money output, Money minute, boolean audio) implements Serializable {
        private static final long serialVersionUID = 1L;

        static Cost of(PriceVersion version) {
            var sell = version.sell();
            return new Cost(
                    new Money(sell.inputN(), sell.currency()),
                    new Money(sell.outputN(), sell.currency()),
                    new Money(sell.minuteN(), sell.currency()),
                    sell.unit() == Price.Unit.AUDIO);
        }

        public String currency() {
            return input.currency().getCurrencyCode();
        }
    }
}
