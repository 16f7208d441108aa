package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tenantry.gateway.Gateway;
import org.tenantry.health.KeyRests;
import org.tenantry.models.ProviderKey;
import org.tenantry.values.Ids;
import org.tenantry.values.ProviderId;
import org.tenantry.web.Said;

/** Shows the keys of one provider, never their secrets: adds them, weighs them, tests them, switches them off. */
@Named
@ViewScoped
public class ProviderKeysPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    KeyDesk desk;

    @Inject
    Gateway gateway;

    @Inject
    KeyRests rests;

    private String id;
    private String provider;
    private List<Row> rows;
    private String label;
    private String secret;
    private int weight = 1;
    private String tested;
    private String complaint;

    public void load() {
        var of = ProviderId.of(id);
        provider = desk.provider(of).name();
        rows = desk.keys().list(desk.operator(), of).stream().map(this::row).toList();
    }

    private Row row(ProviderKey key) {
        var resting = rests.resting(key.id(), key.version());
        return new Row(
                key.id().toString(),
                key.label(),
                key.weight(),
                key.isOn(),
                key.lastUsedAt(),
                key.lastFailedAt(),
                key.lastFailure(),
                resting.map(KeyRests.Resting::until).orElse(null));
    }

    public String add() {
        desk.keys().add(desk.operator(), ProviderId.of(id), label, weight, secret);
        return said("provider.key.added");
    }

    public String weigh(Row row) {
        desk.keys().weigh(desk.operator(), ProviderId.of(id), key(row.id), row.weight);
        return said("operator.saved");
    }

    public String turn(Row row, boolean on) {
        desk.keys().turn(desk.operator(), ProviderId.of(id), key(row.id), on);
        return said(on ? "operator.turnedOn" : "operator.turnedOff");
    }

    public String delete(Row row) {
        desk.keys().delete(desk.operator(), ProviderId.of(id), key(row.id));
        return said("provider.key.deleted");
    }

    /** Asks the provider for its list of models with this key; one that is accepted rests no longer. */
    public void test(Row row) {
        var keyed = desk.keys().keyed(desk.operator(), ProviderId.of(id), key(row.id));
        var failure = gateway.check(keyed.endpoint());
        tested = row.label;
        complaint = failure.map(why -> "gateway.failure." + why.kind().name().toLowerCase(Locale.ROOT))
                .orElse(null);
        if (failure.isEmpty()) {
            rests.accepted(keyed.key());
        }
        load();
    }

    private String said(String key) {
        return Said.done("provider-keys?faces-redirect=true&id=" + id, key);
    }

    private static UUID key(String id) {
        return Ids.parse(id);
    }

    public String getProvider() {
        return provider;
    }

    public List<Row> getRows() {
        return rows;
    }

    /** The label of the key that was tested last. */
    public String getTested() {
        return tested;
    }

    /** The key of the sentence that tells why the last test failed. */
    public String getComplaint() {
        return complaint;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    /** Write-only. */
    public String getSecret() {
        return null;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public int getWeight() {
        return weight;
    }

    public void setWeight(int weight) {
        this.weight = weight;
    }

    /** A key in the list; its weight can be typed. */
    public static final class Row implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String id;
        private final String label;
        private final boolean on;
        private final Instant usedAt;
        private final Instant failedAt;
        private final String failure;
        private final Instant restsUntil;
        private int weight;

        Row(
                String id,
                String label,
                int weight,
                boolean on,
                Instant usedAt,
                Instant failedAt,
                String failure,
                Instant restsUntil) {
            this.id = id;
            this.label = label;
            this.weight = weight;
            this.on = on;
            this.usedAt = usedAt;
            this.failedAt = failedAt;
            this.failure = failure;
            this.restsUntil = restsUntil;
        }

        public String getLabel() {
            return label;
        }

        public boolean isOn() {
            return on;
        }

        public Instant getUsedAt() {
            return usedAt;
        }

        public Instant getFailedAt() {
            return failedAt;
        }

        /** The key of the sentence about its last failure. */
        public String getFailure() {
            return failure == null ? null : "gateway.failure." + failure.toLowerCase(Locale.ROOT);
        }

        public Instant getRestsUntil() {
            return restsUntil;
        }

        public int getWeight() {
            return weight;
        }

        public void setWeight(int weight) {
            this.weight = weight;
        }
    }
}
