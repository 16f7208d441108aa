package org.tenantry.models;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Price;
import org.tenantry.values.ProviderId;

/** Lets the operator say which models there are and what they cost from when; what changes here counts at once. */
@Stateless
public class Models {
    /** A larger one is no offset but another way of counting. */
    public static final int LARGEST_OFFSET = 1_000;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Providers providers;

    @Inject
    OfferMemory memory;

    @Inject
    AuditLog audit;

    public List<Model> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return em.createQuery("select m from Model m order by m.label, m.name", Model.class)
                .getResultList();
    }

    public Model get(Caller operator, ModelId id) {
        operator.require(Role.OPERATOR);
        var model = em.find(Model.class, id.value());
        if (model == null) {
            throw new NotFound();
        }
        return model;
    }

    /** A new model is off until it has a price and is switched on. */
    public ModelId add(Caller operator, ProviderId provider, String name, String upstreamName, ModelForm form) {
        var owner = providers.get(operator, provider);
        var model = new Model(provider, name, upstreamName, clock.instant());
        model.describe(form, clock.instant());
        refuseTaken(model);
        em.persist(model);
        changed(operator, "model.add", model, owner.name() + " " + model.upstreamName());
        return model.id();
    }

    /** Adds models by the names that the provider gave, with what is known of such names; each still needs a price. */
    public void addListed(Caller operator, ProviderId provider, List<String> upstreamNames) {
        var owner = providers.get(operator, provider);
        for (var upstream : upstreamNames) {
            boolean taken = !em.createQuery("select m from Model m where m.name = :name", Model.class)
                    .setParameter("name", upstream)
                    .getResultList()
                    .isEmpty();
            var name = taken ? upstream + "@" + owner.name() : upstream;
            add(operator, provider, name, upstream, ModelForm.guess(owner.kind(), upstream));
        }
    }

    public void change(Caller operator, ModelId id, ModelForm form) {
        var model = get(operator, id);
        if (form.kind() != model.kind() && !prices(operator, id).isEmpty()) {
            throw new InvalidInput("models.refusal.kindPriced", model.label());
        }
        model.describe(form, clock.instant());
        changed(operator, "model.change", model, form.toString());
    }

    /**
     * Adds so many tokens to the local count of each call's prompt from now on, as the accuracy of its counts has shown;
     * 0 adds none.
     */
    public void countOffset(Caller operator, ModelId id, int tokens) {
        if (tokens > LARGEST_OFFSET || tokens < -LARGEST_OFFSET) {
            throw new InvalidInput("models.refusal.offset", LARGEST_OFFSET);
        }
        var model = get(operator, id);
        int before = model.countOffset();
        model.count(tokens, clock.instant());
        changed(operator, "model.offset", model, before + " -> " + tokens + " tokens a call");
    }

    /** Says how strong a model is, from 1 to 5: what "the strongest" means when models are chosen. */
    public void rate(Caller operator, ModelId id, int strength) {
        var model = get(operator, id);
        int before = model.strength();
        model.rate(strength);
        if (before != strength) {
            changed(operator, "model.rate", model, before + " → " + strength);
        }
    }

    /** Refused without a sell price (rule 1.5). */
    public void turn(Caller operator, ModelId id, boolean on) {
        var model = get(operator, id);
        if (on && prices(operator, id).isEmpty()) {
            throw new InvalidInput("models.refusal.noPrice", model.label());
        }
        model.turn(Switch.of(on));
        changed(operator, on ? "model.on" : "model.off", model, "");
    }

    /** All price versions of a model, the latest first. */
    public List<PriceVersion> prices(Caller operator, ModelId id) {
        operator.require(Role.OPERATOR);
        return em.createQuery(
                        "select v from PriceVersion v where v.model = :model order by v.currency, v.validFrom desc",
                        PriceVersion.class)
                .setParameter("model", id.value())
                .getResultList();
    }

    /** A price from now on. */
    public void addPrice(Caller operator, ModelId id, Currency currency, PriceTag sell, PriceTag buy) {
        addPrice(operator, id, currency, clock.instant(), sell, buy);
    }

    /**
     * Adds a price and edits none. A model that is on gets its next price from now on or later, so that nobody's past is
     * told anew. {@code buy} may be null or empty: then the margin is unknown.
     */
    public void addPrice(
            Caller operator, ModelId id, Currency currency, Instant validFrom, PriceTag sell, PriceTag buy) {
        var model = get(operator, id);
        var now = clock.instant();
        var from = validFrom.truncatedTo(ChronoUnit.MICROS);
        if (prices(operator, id).stream()
                .anyMatch(version -> version.currency().equals(currency)
                        && version.validFrom().equals(from))) {
            throw new InvalidInput("models.refusal.priceThere");
        }
        if (model.isOn() && from.isBefore(now.minus(1, ChronoUnit.MINUTES))) {
            throw new InvalidInput("models.refusal.pricePast");
        }
        var sold = fit(model, sell, currency);
        var bought = buy == null || buy.isEmpty() ? null : fit(model, buy, currency);
        em.persist(new PriceVersion(id, from, sold, bought, now));
        var detail = currency + " from " + from + ": sell " + PriceTag.of(sold)
                + (bought == null ? "" : ", buy " + PriceTag.of(bought));
        changed(operator, "price.add", model, detail);
    }

    /** A model that writes down recordings has a price for a minute, any other one for tokens. */
    private static Price fit(Model model, PriceTag tag, Currency currency) {
        var unit = model.kind().unit();
        if (!tag.isEmpty() && (tag.minute() != null) != (unit == Price.Unit.AUDIO)) {
            throw new InvalidInput("models.refusal.priceUnit." + unit, model.label());
        }
        if (unit == Price.Unit.AUDIO && tag.isEmpty()) {
            throw new InvalidInput("models.refusal.priceMinute");
        }
        return tag.of(model.kind()).in(currency);
    }

    private void changed(Caller operator, String act, Model model, String detail) {
        memory.changed();
        audit.record(operator.person(), AuditLog.OPERATOR, act, model.name(), detail);
    }

    private void refuseTaken(Model model) {
        var taken = em.createQuery(
                        "select count(m) from Model m where m.name = :name"
                                + " or (m.provider = :provider and m.upstreamName = :upstream)",
                        Long.class)
                .setParameter("name", model.name())
                .setParameter("provider", model.provider().value())
                .setParameter("upstream", model.upstreamName())
                .getSingleResult();
        if (taken > 0) {
            throw new InvalidInput("models.refusal.modelTaken", model.name());
        }
    }
}
