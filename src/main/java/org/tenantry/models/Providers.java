package org.tenantry.models;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.tenantry.audit.AuditLog;
import org.tenantry.guard.SecretBox;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.ProviderId;

/** Lets the operator say who answers, and switch them on and off; what changes here counts at once. */
@Stateless
public class Providers {
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

    public List<Provider> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return em.createQuery("select p from Provider p order by p.name", Provider.class)
                .getResultList();
    }

    public Provider get(Caller operator, ProviderId id) {
        operator.require(Role.OPERATOR);
        var provider = em.find(Provider.class, id.value());
        if (provider == null) {
            throw new NotFound();
        }
        return provider;
    }

    /** A blank key means that the provider asks for none. */
    public ProviderId add(Caller operator, ProviderKind kind, ProviderForm form, String key) {
        operator.require(Role.OPERATOR);
        var provider = new Provider(kind, clock.instant());
        provider.describe(form);
        refuseTaken(provider);
        boolean keyed = key != null && !key.isBlank();
        em.persist(provider);
        if (keyed) {
            new KeyRows(em, box).seal(provider, key, clock.instant());
        }
        changed(operator, "provider.add", provider, kind + " " + provider.baseUrl() + (keyed ? ", with a key" : ""));
        return provider.id();
    }

    /** Changes what the form says; a key that is not blank becomes the provider's first. */
    public void change(Caller operator, ProviderId id, ProviderForm form, String key) {
        var provider = get(operator, id);
        provider.describe(form);
        refuseTaken(provider);
        boolean keyed = key != null && !key.isBlank();
        if (keyed) {
            new KeyRows(em, box).seal(provider, key, clock.instant());
        }
        changed(operator, "provider.change", provider, provider.baseUrl() + (keyed ? ", with another key" : ""));
    }

    public void turn(Caller operator, ProviderId id, boolean on) {
        var provider = get(operator, id);
        provider.turn(Switch.of(on));
        changed(operator, on ? "provider.on" : "provider.off", provider, "");
    }

    /** How a provider is reached, on or off, with its first key, for a test and for reading its list of models. */
    public Endpoint endpoint(Caller operator, ProviderId id) {
        return new KeyRows(em, box).endpoint(get(operator, id));
    }

    /** How one would be reached that is not there yet, for a trial; nothing of it is kept but that it was tried. */
    public Endpoint draft(Caller operator, ProviderKind kind, ProviderForm form, String key) {
        operator.require(Role.OPERATOR);
        var endpoint = form.endpoint(kind, key == null || key.isBlank() ? "" : ProviderKey.checked(key));
        audit.record(operator.person(), AuditLog.OPERATOR, "provider.try", form.name(), endpoint.toString());
        return endpoint;
    }

    /** The same for a provider that is there; a blank key means its own. */
    public Endpoint draft(Caller operator, ProviderId id, ProviderForm form, String key) {
        var own = endpoint(operator, id);
        return draft(operator, own.kind(), form, key == null || key.isBlank() ? own.key() : key);
    }

    private void changed(Caller operator, String act, Provider provider, String detail) {
        memory.changed();
        audit.record(operator.person(), AuditLog.OPERATOR, act, provider.name(), detail);
    }

    private void refuseTaken(Provider provider) {
        var others = em.createQuery("select p from Provider p where p.name = :name", Provider.class)
                .setParameter("name", provider.name())
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList();
        if (others.stream().anyMatch(other -> !other.id().equals(provider.id()))) {
            throw new InvalidInput("models.refusal.providerNameTaken", provider.name());
        }
    }
}
