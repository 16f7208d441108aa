package org.tenantry.models;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tenantry.guard.SecretBox;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;

/**
 * Tells which models are offered, at which price, and how they are reached. What is offered is read from memory that is
 * at most two seconds old, and shows a change made on this node at once; what is read is read apart from any transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Catalogue {
    /** Price versions never change, so what was read once stays true. */
    private static final Map<UUID, Prices> READ = new ConcurrentHashMap<>();

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    OfferMemory memory;

    @Inject
    SecretBox box;

    /** The models that converse, may be asked now and have a price in this currency, by label. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<OfferedModel> offered(Currency currency) {
        return every(currency).stream().filter(OfferedModel::converses).toList();
    }

    /** The same of all kinds. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<OfferedModel> every(Currency currency) {
        var offer = memory.offer();
        var now = clock.instant();
        return offer.models().keySet().stream()
                .map(id -> offer.offered(id, currency, now))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(OfferedModel::label, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(OfferedModel::name))
                .toList();
    }

    /** A model that converses. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public OfferedModel offered(ModelId model, Currency currency) {
        return offered(model, currency, ModelKind.CHAT);
    }

    /** A model of that kind. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public OfferedModel offered(ModelId model, Currency currency, ModelKind kind) {
        return memory.offer()
                .offered(model.value(), currency, clock.instant())
                .filter(offered -> offered.purpose() == kind)
                .orElseThrow(ModelNotOffered::new);
    }

    /** Reads anew what is offered if it is due: to be done before a transaction that will ask for it begins. */
    public void refresh() {
        memory.offer();
    }

    /** Who answers for an offered model and with which keys, each opened for this one use. */
    public Reach reach(ModelId model) {
        var offer = memory.offer();
        var known = offer.models().get(model.value());
        if (known == null) {
            throw new ModelNotOffered();
        }
        var provider = offer.providers().get(known.provider().value());
        var keys = offer.keys().getOrDefault(known.provider().value(), List.of());
        return new Reach(
                provider.id(),
                known.upstreamName(),
                known.kind(),
                keys.isEmpty()
                        ? List.of(new Keyed(provider.id().value(), 0, "", 1, provider.endpoint("")))
                        : keys.stream().map(key -> key.keyed(box, provider)).toList());
    }

    /** The prices that a call was admitted with, however long ago that was. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Prices prices(UUID version) {
        var known = READ.get(version);
        if (known == null) {
            var found = em.find(PriceVersion.class, version);
            if (found == null) {
                throw new NotFound();
            }
            known = found.prices();
            READ.put(version, known);
        }
        return known;
    }

    /** What people call these models, offered or not. */
    public Map<ModelId, String> labels(Collection<ModelId> models) {
        if (models.isEmpty()) {
            return Map.of();
        }
        return em
                .createQuery("select m from Model m where m.id in :ids", Model.class)
                .setParameter(
                        "ids", models.stream().map(ModelId::value).distinct().toList())
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Model::id, Model::label));
    }

    /** How strong each model that is on is, from 1 to 5. */
    public Map<ModelId, Integer> strengths() {
        return memory.offer().models().values().stream().collect(Collectors.toMap(Model::id, Model::strength));
    }

    /** Whether every key of the providers, on or off, can be opened with the key-encryption keys at hand. */
    public boolean keysOpen() {
        em.createQuery("select k from ProviderKey k", ProviderKey.class)
                .getResultList()
                .forEach(key -> key.open(box));
        return true;
    }
}
