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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tenantry.guard.SecretBox;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;

/**
 * Tells which models are offered, at which price, and how they are reached. What is offered is read from memory that is
 * at most two seconds old, and shows a change made on this node at once; nothing here takes part in a transaction.
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

    /** The models that may be asked now and have a price in this currency, by label. */
    public List<OfferedModel> offered(Currency currency) {
        var offer = memory.offer(this::read);
        var now = clock.instant();
        return offer.models().keySet().stream()
                .map(id -> offer.offered(id, currency, now))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(OfferedModel::label, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(OfferedModel::name))
                .toList();
    }

    public OfferedModel offered(ModelId model, Currency currency) {
        return memory.offer(this::read)
                .offered(model.value(), currency, clock.instant())
                .orElseThrow(ModelNotOffered::new);
    }

    /** How an offered model is reached, with the provider's key opened for this one use. */
    public Endpoint endpoint(ModelId model) {
        var offer = memory.offer(this::read);
        var known = offer.models().get(model.value());
        if (known == null) {
            throw new ModelNotOffered();
        }
        return offer.providers().get(known.provider().value()).endpoint(box);
    }

    /** The prices that a call was admitted with, however long ago that was. */
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
        return memory.offer(this::read).models().values().stream()
                .collect(Collectors.toMap(Model::id, Model::strength));
    }

    /** Whether the key of each provider, on or off, can be opened with the key-encryption keys at hand. */
    public boolean keysOpen() {
        for (var provider : em.createQuery("select p from Provider p where p.sealedKey is not null", Provider.class)
                .getResultList()) {
            provider.endpoint(box);
        }
        return true;
    }

    private Offer read(long generation) {
        long at = System.nanoTime();
        Map<UUID, Provider> providers = em
                .createQuery("select p from Provider p where p.state = :on", Provider.class)
                .setParameter("on", Switch.ON)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(p -> p.id().value(), Function.identity()));
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
        return new Offer(generation, at, providers, models, prices);
    }
}
