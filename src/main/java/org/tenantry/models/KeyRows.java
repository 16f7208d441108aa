package org.tenantry.models;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tenantry.guard.SecretBox;
import org.tenantry.values.ProviderId;

/** Finds the keys of a provider inside the transaction of whoever asks; part of {@link Providers} and {@link ProviderKeys}. */
record KeyRows(EntityManager em, SecretBox box) {
    /** In the order in which they were added. */
    List<ProviderKey> of(ProviderId provider) {
        return em.createQuery(
                        "select k from ProviderKey k where k.provider = :provider order by k.createdAt, k.label",
                        ProviderKey.class)
                .setParameter("provider", provider.value())
                .getResultList();
    }

    /** Seals the key that is told together with the provider's address: the first one gets it as its secret. */
    void seal(Provider provider, String secret, Instant now) {
        var first = first(provider.id()).orElseGet(() -> new ProviderKey(provider.id(), ProviderKey.FIRST, 1, now));
        first.seal(box, secret);
        if (!em.contains(first)) {
            em.persist(first);
        }
    }

    /** How the provider is reached with its first key that is on, else with its first, else with none. */
    Endpoint endpoint(Provider provider) {
        return of(provider.id()).stream()
                .filter(ProviderKey::isOn)
                .findFirst()
                .or(() -> first(provider.id()))
                .map(key -> provider.endpoint(key.open(box)))
                .orElseGet(() -> provider.endpoint(""));
    }

    private Optional<ProviderKey> first(ProviderId provider) {
        var there = of(provider);
        return there.stream()
                .filter(key -> key.label().equals(ProviderKey.FIRST))
                .findFirst()
                .or(() -> there.stream().findFirst());
    }
}
