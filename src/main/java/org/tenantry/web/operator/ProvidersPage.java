package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.tenantry.models.Model;
import org.tenantry.models.Models;
import org.tenantry.models.Provider;
import org.tenantry.models.ProviderKey;
import org.tenantry.models.ProviderKeys;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.values.ProviderId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Lists who answers, and switches them on and off. */
@Named
@ViewScoped
public class ProvidersPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Providers providers;

    @Inject
    ProviderKeys keys;

    @Inject
    Models models;

    private List<Row> rows;

    public void load() {
        var counts = models.list(caller.get()).stream()
                .collect(Collectors.groupingBy(Model::provider, Collectors.counting()));
        var keyed = keys.all(caller.get()).stream()
                .filter(ProviderKey::isOn)
                .collect(Collectors.groupingBy(ProviderKey::provider, Collectors.counting()));
        rows = providers.list(caller.get()).stream()
                .map(provider ->
                        Row.of(provider, keyed.getOrDefault(provider.id(), 0L), counts.getOrDefault(provider.id(), 0L)))
                .toList();
    }

    public String turn(ProviderId id, boolean on) {
        providers.turn(caller.get(), id, on);
        return Said.done("providers?faces-redirect=true", on ? "operator.turnedOn" : "operator.turnedOff");
    }

    public List<Row> getRows() {
        return rows;
    }

    /** A provider in the list. */
    public record Row(ProviderId id, String name, ProviderKind kind, String baseUrl, long keys, boolean on, long models)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        static Row of(Provider p, long keys, long models) {
            return new Row(p.id(), p.name(), p.kind(), p.baseUrl(), keys, p.isOn(), models);
        }
    }
}
