package org.tenantry.models;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.guard.SecretBox;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.ProviderId;
import org.tenantry.values.Rows;

/** Lets the operator give a provider several keys and weigh them; what changes here counts at once. */
@Stateless
public class ProviderKeys {
    private static final int MOST_KEYS = 50;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    SecretBox box;

    @Inject
    OfferMemory memory;

    @Inject
    AuditLog audit;

    /** The keys of a provider, in the order in which they were added. */
    public List<ProviderKey> list(Caller operator, ProviderId provider) {
        operator.require(Role.OPERATOR);
        return rows().of(provider);
    }

    /** The keys of all providers. */
    public List<ProviderKey> all(Caller operator) {
        operator.require(Role.OPERATOR);
        return em.createQuery("select k from ProviderKey k order by k.createdAt, k.label", ProviderKey.class)
                .getResultList();
    }

    public void add(Caller operator, ProviderId provider, String label, int weight, String secret) {
        var owner = provider(operator, provider);
        var there = rows().of(provider);
        if (there.size() >= MOST_KEYS) {
            throw new InvalidInput("models.refusal.keysFull", MOST_KEYS);
        }
        var key = new ProviderKey(provider, label, weight, clock.instant());
        if (there.stream().anyMatch(other -> other.label().equalsIgnoreCase(key.label()))) {
            throw new InvalidInput("models.refusal.keyLabelTaken", key.label());
        }
        key.seal(box, secret);
        em.persist(key);
        changed(operator, "provider.key.add", owner, key.label() + ", weight " + weight);
    }

    /** Makes a key be there as it is said, known by its label; what is so already is left alone. */
    public void put(
            Caller operator, ProviderId provider, String label, int weight, String secret, Optional<Boolean> on) {
        operator.require(Role.OPERATOR);
        var known = rows().of(provider).stream()
                .filter(key -> key.label().equalsIgnoreCase(label == null ? "" : label.strip()))
                .findFirst();
        if (known.isEmpty()) {
            add(operator, provider, label, weight, secret);
            on.filter(wanted -> !wanted).ifPresent(off -> turn(operator, provider, labelled(provider, label), false));
            return;
        }
        var key = known.get();
        if (key.weight() != weight) {
            weigh(operator, provider, key.id(), weight);
        }
        if (!key.open(box).equals(secret)) {
            key.seal(box, secret);
            changed(operator, "provider.key.change", provider(operator, provider), key.label());
        }
        on.filter(wanted -> wanted != key.isOn()).ifPresent(wanted -> turn(operator, provider, key.id(), wanted));
    }

    private UUID labelled(ProviderId provider, String label) {
        return rows().of(provider).stream()
                .filter(key -> key.label().equalsIgnoreCase(label.strip()))
                .findFirst()
                .orElseThrow(NotFound::new)
                .id();
    }

    public void weigh(Caller operator, ProviderId provider, UUID id, int weight) {
        var key = key(operator, provider, id);
        key.weigh(weight);
        changed(operator, "provider.key.weigh", provider(operator, provider), key.label() + ", weight " + weight);
    }

    public void turn(Caller operator, ProviderId provider, UUID id, boolean on) {
        var key = key(operator, provider, id);
        key.turn(Switch.of(on));
        changed(operator, on ? "provider.key.on" : "provider.key.off", provider(operator, provider), key.label());
    }

    public void delete(Caller operator, ProviderId provider, UUID id) {
        var key = key(operator, provider, id);
        em.remove(key);
        changed(operator, "provider.key.delete", provider(operator, provider), key.label());
    }

    /** The provider as it is reached with this key, on or off, for a test. */
    public Keyed keyed(Caller operator, ProviderId provider, UUID id) {
        return key(operator, provider, id).keyed(box, provider(operator, provider));
    }

    /** Puts down when a key was used and failed last, as a node tells it from time to time. */
    public void seen(UUID id, Instant used, Optional<Instant> failed, String failure) {
        Rows.change(
                em,
                "UPDATE provider_key SET last_used_at = GREATEST(COALESCE(last_used_at, ?), ?) WHERE id = ?",
                used,
                used,
                id);
        failed.ifPresent(at -> Rows.change(
                em,
                "UPDATE provider_key SET last_failure = IF(last_failed_at IS NULL OR last_failed_at <= ?, ?, last_failure),"
                        + " last_failed_at = GREATEST(COALESCE(last_failed_at, ?), ?) WHERE id = ?",
                at,
                failure,
                at,
                at,
                id));
    }

    private ProviderKey key(Caller operator, ProviderId provider, UUID id) {
        operator.require(Role.OPERATOR);
        var key = em.find(ProviderKey.class, id);
        if (key == null || !key.provider().equals(provider)) {
            throw new NotFound();
        }
        return key;
    }

    private Provider provider(Caller operator, ProviderId id) {
        operator.require(Role.OPERATOR);
        var provider = em.find(Provider.class, id.value());
        if (provider == null) {
            throw new NotFound();
        }
        return provider;
    }

    private KeyRows rows() {
        return new KeyRows(em, box);
    }

    private void changed(Caller operator, String act, Provider provider, String detail) {
        memory.changed();
        audit.record(operator.person(), AuditLog.OPERATOR, act, provider.name(), detail);
    }
}
