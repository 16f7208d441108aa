package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;
import org.tenantry.values.MemberId;
import org.tenantry.values.TenantId;

/** Keeps the keys by which programs act for members; a secret is shown once and never stored. */
@Stateless
public class ApiKeys {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** Makes a key with a fresh secret and tells the secret, for the only time. */
    public String create(TenantId tenant, MemberId member, String name) {
        var secret = ApiSecret.generate();
        em.persist(new ApiKey(tenant, member, name, secret, clock.instant()));
        return secret.text();
    }

    /** Makes a key with a secret from outside; a key of that name gets this secret instead of its old one. */
    public void adopt(TenantId tenant, MemberId member, String name, String secretText) {
        var secret = new ApiSecret(secretText);
        var known = named(tenant, name);
        if (known.isEmpty()) {
            em.persist(new ApiKey(tenant, member, name, secret, clock.instant()));
        } else if (!known.get().opensWith(secret)) {
            known.get().replace(secret);
        }
    }

    public boolean exists(TenantId tenant, String name) {
        return named(tenant, name).isPresent();
    }

    private Optional<ApiKey> named(TenantId tenant, String name) {
        return em.createQuery("select k from ApiKey k where k.tenant = :tenant and k.name = :name", ApiKey.class)
                .setParameter("tenant", tenant.value())
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }
}
