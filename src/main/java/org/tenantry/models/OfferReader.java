package org.tenantry.models;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads everything that is switched on from the database, apart from any transaction that may be running. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OfferReader {
    @PersistenceContext
    EntityManager em;

    public Offer read(long generation) {
        long at = System.nanoTime();
        Map<UUID, Provider> providers = em
                .createQuery("select p from Provider p where p.state = :on", Provider.class)
                .setParameter("on", Switch.ON)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(p -> p.id().value(), Function.identity()));
        Map<UUID, List<ProviderKey>> keys = em
                .createQuery("select k from ProviderKey k where k.state = :on order by k.label", ProviderKey.class)
                .setParameter("on", Switch.ON)
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(key -> key.provider().value()));
        Map<UUID, Model> models = new HashMap<>();
        em
                .createQuery("select m from Model m where m.state = :on", Model.class)
                .setParameter("on", Switch.ON)
                .getResultList()
                .stream()
                .filter(model -> providers.containsKey(model.provider().value()))
                .forEach(model -> models.put(model.id().value(), model));
        Map<UUID, List<PriceVersion>> prices = em
                .createQuery(
                        "select v from PriceVersion v, Model m where v.model = m.id and m.state = :on",
                        PriceVersion.class)
                .setParameter("on", Switch.ON)
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(version -> version.model().value()));
        return new Offer(generation, at, providers, keys, models, prices);
    }
}
