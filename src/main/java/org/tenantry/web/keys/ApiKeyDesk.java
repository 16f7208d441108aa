package org.tenantry.web.keys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.calls.Routes;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.values.ModelId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.PublicAddress;

/** A reader at a page about API keys: who it is, the keys, the models a key may be for, and snippets. */
@RequestScoped
public class ApiKeyDesk {
    @Inject
    CurrentCaller caller;

    @Inject
    ApiKeys keys;

    @Inject
    KeyShelf shelf;

    @Inject
    Catalogue catalogue;

    @Inject
    Entitlements entitlements;

    @Inject
    Routes routes;

    @Inject
    PublicAddress address;

    /** A model that a key may be for. */
    public record Choice(String id, String name, String label) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public Caller caller() {
        return caller.get();
    }

    public ApiKeys keys() {
        return keys;
    }

    public KeyShelf shelf() {
        return shelf;
    }

    /** The models that the caller's tenant may call now, by label. */
    public List<Choice> models() {
        return usable().map(model -> new Choice(model.id().toString(), model.name(), model.label()))
                .toList();
    }

    /** What the models of these keys are called, also those that are no longer offered. */
    public Map<ModelId, String> labels(Collection<KeyShelf.Row> rows) {
        return catalogue.labels(
                rows.stream().flatMap(row -> row.form().models().stream()).collect(Collectors.toSet()));
    }

    /** Snippets for a key of these models, or of all where there are none; none where no model can be called. */
    public List<Snippet> snippets(Set<ModelId> models) {
        return usable().filter(model -> models.isEmpty() || models.contains(model.id()))
                .findFirst()
                .map(model -> Snippet.all(address.of(""), model.name()))
                .orElse(List.of());
    }

    /** Where programs find the API. */
    public String base() {
        return address.of("/v1");
    }

    private Stream<OfferedModel> usable() {
        var refused = routes.table(caller.get()).refused();
        return catalogue.every(caller.get().currency()).stream()
                .filter(model -> !refused.contains(model.id()))
                .filter(model -> entitlements.mayUse(caller.get().tenant(), model.id()));
    }
}
