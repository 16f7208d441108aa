package org.tenantry.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.calls.Asked;
import org.tenantry.calls.Routes;
import org.tenantry.models.Catalogue;
import org.tenantry.models.ModelKind;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.OpenedKey;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;

/**
 * Which models a key may call and how a program names them: by the catalogue's name, by an alias, or {@code auto} for
 * whichever suits. What it may not call looks like what does not exist.
 */
@ApplicationScoped
class ModelNames {
    static final String AUTO = Asked.AUTO.word();

    @Inject
    Catalogue catalogue;

    @Inject
    Routes routes;

    @Inject
    Entitlements entitlements;

    /** A name and the model it means now. */
    record Named(String name, OfferedModel model, boolean alias) {}

    /** All that the key may call, by name; aliases after the models. */
    List<Named> all(OpenedKey key) {
        var models = allowed(key);
        var known = models.stream().collect(Collectors.toMap(OfferedModel::id, model -> model));
        return Stream.concat(models.stream().map(model -> new Named(model.name(), model, false)), aliases(key, known))
                .toList();
    }

    private Stream<Named> aliases(OpenedKey key, Map<ModelId, OfferedModel> known) {
        return routes.table(key.caller()).aliases().entrySet().stream()
                .filter(alias -> known.containsKey(alias.getValue()))
                .map(alias -> new Named(alias.getKey(), known.get(alias.getValue()), true))
                .sorted(Comparator.comparing(Named::name));
    }

    private List<OfferedModel> allowed(OpenedKey key) {
        var caller = key.caller();
        return catalogue.every(caller.currency()).stream()
                .filter(model -> key.mayCall(model.id())
                        && entitlements.mayUse(caller.tenant(), model.id())
                        && routes.isWanted(caller, model.id()))
                .sorted(Comparator.comparing(OfferedModel::name))
                .toList();
    }

    /** What a name means; {@code model_not_found} for what is no model of this key's, though the plan may say why. */
    Asked asked(OpenedKey key, String name) {
        if (name.equals(AUTO)) {
            return Asked.AUTO;
        }
        var model = offered(key, name, ModelKind.CHAT);
        if (model.isPresent()) {
            return Asked.model(model.get().id());
        }
        var alias = routes.table(key.caller()).aliases().get(name);
        if (alias != null && key.mayCall(alias)) {
            return Asked.alias(name);
        }
        throw other(key, name);
    }

    /** The model of that name and kind; there are no other names for those that do not converse. */
    ModelId named(OpenedKey key, String name, ModelKind kind) {
        return offered(key, name, kind).map(OfferedModel::id).orElseThrow(() -> other(key, name));
    }

    /** There is no such model, or it is for something else. */
    private Refusal other(OpenedKey key, String name) {
        return Stream.of(ModelKind.values())
                .filter(kind -> offered(key, name, kind).isPresent())
                .findFirst()
                .map(kind -> new Refusal(404, "api.refusal.modelKind." + kind, name))
                .orElseGet(() -> unknown(name));
    }

    /** The model of that name in the catalogue, whatever the plan says of it. */
    private Optional<OfferedModel> offered(OpenedKey key, String name, ModelKind kind) {
        return catalogue.every(key.caller().currency()).stream()
                .filter(model -> model.name().equals(name) && model.purpose() == kind && key.mayCall(model.id()))
                .findFirst();
    }

    static Refusal unknown(String name) {
        return new Refusal(404, "api.refusal.model", name.length() > 100 ? name.substring(0, 100) + "…" : name);
    }
}
