package org.tenantry.models;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.guard.SecretBox;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ProviderId;

/**
 * One of the keys that a provider is asked with: sealed, never shown again, told by its label. Of the keys that are on,
 * each is taken as often as its weight says.
 */
@Entity
@Table(name = "provider_key")
public class ProviderKey {
    /** The label of the key that a provider gets together with its address. */
    static final String FIRST = "main";

    private static final int LONGEST_KEY = 1000;
    private static final int LONGEST_LABEL = 60;
    private static final int MOST_WEIGHT = 1000;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "provider_id")
    private UUID provider;

    @Column(name = "label")
    private String label;

    @Column(name = "sealed_key")
    private String sealedKey;

    @Column(name = "weight")
    private int weight;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private Switch state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at", insertable = false, updatable = false)
    private Instant lastUsedAt;

    @Column(name = "last_failed_at", insertable = false, updatable = false)
    private Instant lastFailedAt;

    @Column(name = "last_failure", insertable = false, updatable = false)
    private String lastFailure;

    protected ProviderKey() {}

    ProviderKey(ProviderId provider, String label, int weight, Instant now) {
        this.id = Ids.next();
        this.provider = provider.value();
        this.label = Texts.line(label, LONGEST_LABEL, "models.refusal.keyLabel");
        this.state = Switch.ON;
        this.createdAt = now;
        weigh(weight);
    }

    public UUID id() {
        return id;
    }

    public ProviderId provider() {
        return new ProviderId(provider);
    }

    public String label() {
        return label;
    }

    public int weight() {
        return weight;
    }

    public boolean isOn() {
        return state == Switch.ON;
    }

    /** Null as long as it was never used; as of the last minute. */
    public Instant lastUsedAt() {
        return lastUsedAt;
    }

    /** Null as long as it never failed. */
    public Instant lastFailedAt() {
        return lastFailedAt;
    }

    /** The kind of the last failure, null as long as there was none. */
    public String lastFailure() {
        return lastFailure;
    }

    /** Another number means another secret. */
    public int version() {
        return sealedKey.hashCode();
    }

    void weigh(int to) {
        if (to < 1 || to > MOST_WEIGHT) {
            throw new InvalidInput("models.refusal.keyWeight", MOST_WEIGHT);
        }
        weight = to;
    }

    void turn(Switch to) {
        state = to;
    }

    void seal(SecretBox box, String key) {
        sealedKey = box.seal(checked(key), place());
    }

    /** A key goes into a header: printable ASCII without spaces, or it could carry more than a key. */
    static String checked(String key) {
        var clean = key == null ? "" : key.strip();
        if (clean.isEmpty() || clean.length() > LONGEST_KEY || !clean.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new InvalidInput("models.refusal.key");
        }
        return clean;
    }

    String open(SecretBox box) {
        return box.open(sealedKey, place());
    }

    /** Another secret under the same label is another key: what was known of the old one does not count for it. */
    Keyed keyed(SecretBox box, Provider of) {
        return new Keyed(id, version(), label, weight, of.endpoint(open(box)));
    }

    /**
     * Binds a sealed key to its row: moved to another row, it does not open. The key that a provider had before it could
     * have several has the provider's id, and stays where it was sealed.
     */
    private String place() {
        return id.equals(provider) ? "provider|sealed_key|" + provider : "provider_key|" + provider + "|" + id;
    }
}
