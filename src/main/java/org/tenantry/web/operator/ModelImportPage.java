package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tenantry.gateway.Gateway;
import org.tenantry.models.Model;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ProviderId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Asks a provider whether it answers and which models it has, and adds those that the operator picks. */
@Named
@ViewScoped
public class ModelImportPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Providers providers;

    @Inject
    Models models;

    @Inject
    Gateway gateway;

    private String id;
    private String name;
    private ProviderKind kind;
    private List<Offer> offers = List.of();
    private final Map<String, Boolean> picked = new HashMap<>();
    private String complaint;

    /** Shows what the provider has; when it does not say, the page tells why. */
    public void load() {
        var provider = providers.get(caller.get(), ProviderId.of(id));
        name = provider.name();
        kind = provider.kind();
        var known = models.list(caller.get()).stream()
                .filter(model -> model.provider().equals(provider.id()))
                .map(Model::upstreamName)
                .toList();
        var endpoint = providers.endpoint(caller.get(), provider.id());
        var failure = gateway.check(endpoint);
        complaint = failure.map(why -> "gateway.failure." + why.kind().name().toLowerCase(Locale.ROOT))
                .orElse(null);
        if (failure.isEmpty()) {
            offers = gateway.models(endpoint).stream()
                    .map(model -> new Offer(model, known.contains(model), ModelKind.guess(model)))
                    .toList();
        }
    }

    public String add() {
        var names = new ArrayList<String>();
        offers.stream()
                .filter(offer -> !offer.known() && picked.getOrDefault(offer.name(), false))
                .forEach(offer -> names.add(offer.name()));
        if (names.isEmpty()) {
            throw new InvalidInput("import.refusal.none");
        }
        models.addListed(caller.get(), ProviderId.of(id), names);
        return Said.done("models?faces-redirect=true", "import.added", names.size());
    }

    public List<Offer> getOffers() {
        return offers;
    }

    public Map<String, Boolean> getPicked() {
        return picked;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public ProviderKind getKind() {
        return kind;
    }

    /** The key of the sentence that tells why the provider does not say; null when it does. */
    public String getComplaint() {
        return complaint;
    }

    /** A model that the provider has; {@code known}: it is in the catalogue already; {@code kind} is guessed. */
    public record Offer(String name, boolean known, ModelKind kind) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
