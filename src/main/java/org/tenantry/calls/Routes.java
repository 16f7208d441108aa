package org.tenantry.calls;

import static org.tenantry.values.Rows.change;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tenantry.metering.Budgets;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;
import org.tenantry.values.TenantId;

/**
 * Finds the model that answers a question: brings the facts that {@link Router} decides on, and writes the decision down
 * with its call. Rules are read from memory that is at most two seconds old.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Routes {
    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Catalogue catalogue;

    @Inject
    Entitlements entitlements;

    @Inject
    Budgets budgets;

    @Inject
    RouteMemory memory;

    @Inject
    Healthy healthy;

    /** A question that is only tried: nothing is called or paid. {@code budgetLeft} is what to take the budget for. */
    public record Trial(Occasion occasion, OptionalInt budgetLeft, boolean admin) {}

    /** The models to try for a question, or a refusal when none may or can answer it. */
    public Route choose(Caller caller, Asked asked, Occasion occasion) {
        return switch (asked.kind()) {
            case MODEL -> Route.to(asked.model());
            case ALIAS -> alias(caller, asked);
            case AUTO -> {
                var table = table(caller.tenant());
                var decision = Router.decide(
                        table, candidates(caller.tenant(), caller.currency(), table), traits(caller, table, occasion));
                yield route(asked, decision, decision.rule().isPresent() ? Route.Reason.RULE : Route.Reason.CHEAPEST);
            }
            case STRONGEST -> {
                var table = table(caller.tenant());
                yield route(
                        asked,
                        Router.strongest(
                                candidates(caller.tenant(), caller.currency(), table), traits(caller, table, occasion)),
                        Route.Reason.STRONGER);
            }
        };
    }

    /** Whether the tenant's admin lets people use a model. */
    public boolean isWanted(Caller caller, ModelId model) {
        return !table(caller.tenant()).refused().contains(model);
    }

    /** Refuses a model that the tenant's admin does not want. */
    public void mayUse(Caller caller, OfferedModel model) {
        if (!isWanted(caller, model.id())) {
            throw new Refusal(403, "calls.refusal.modelRefused", model.label());
        }
    }

    /** What counts for the caller's tenant: its rules, aliases and choices. */
    public RouteTable table(Caller caller) {
        return table(caller.tenant());
    }

    /** Shows how a question of the caller's own tenant would be decided, for its admin. */
    public Router.Examination examine(Caller caller, Trial trial) {
        caller.require(Role.ADMIN);
        return examine(caller.tenant(), caller.currency(), caller.zone(), trial);
    }

    /** Shows the operator how a question of that tenant would be decided. */
    public Router.Examination examine(Caller caller, TenantId tenant, Currency currency, ZoneId zone, Trial trial) {
        caller.require(Role.OPERATOR);
        return examine(tenant, currency, zone, trial);
    }

    /** Writes down how the model of a held call was chosen; joins the transaction of the hold. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void record(Caller caller, RequestId call, Route route) {
        change(
                em,
                "INSERT INTO call_route (call_id, tenant_id, asked, reason, rule_id, rule_name, model_id, candidates,"
                        + " strongest_id, strongest_price_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                call.value(),
                caller.tenant().value(),
                route.asked().toString(),
                route.reason(),
                route.rule().map(RoutingRule::id).orElse(null),
                route.rule().map(RoutingRule::name).orElse(null),
                route.model().value(),
                Json.createArrayBuilder(route.labels()).build().toString(),
                route.strongest().map(one -> one.model().value()).orElse(null),
                route.strongest().map(Route.Yardstick::priceVersion).orElse(null));
    }

    private Router.Examination examine(TenantId tenant, Currency currency, ZoneId zone, Trial trial) {
        var table = RouteReader.table(em, tenant);
        var traits =
                Traits.of(trial.occasion(), trial.budgetLeft(), clock.instant().atZone(zone), trial.admin());
        return Router.examine(table, candidates(tenant, currency, table), traits);
    }

    private RouteTable table(TenantId tenant) {
        return memory.table(tenant, () -> RouteReader.table(em, tenant));
    }

    private Traits traits(Caller caller, RouteTable table, Occasion occasion) {
        return Traits.of(
                occasion,
                table.asksBudget() ? budgets.leftPercent(caller) : OptionalInt.empty(),
                clock.instant().atZone(caller.zone()),
                caller.has(Role.ADMIN));
    }

    private Route alias(Caller caller, Asked asked) {
        var model = table(caller.tenant()).aliases().get(asked.toString());
        if (model == null) {
            throw new Refusal(404, "calls.refusal.alias.unknown", asked.toString());
        }
        var offered = catalogue.offered(model, caller.currency());
        return new Route(
                asked,
                List.of(model),
                List.of(offered.label()),
                Optional.empty(),
                Route.Reason.ALIAS,
                Optional.empty());
    }

    private static Route route(Asked asked, Decision decision, Route.Reason reason) {
        var strongest = decision.strongest().model();
        return new Route(
                asked,
                decision.candidates().stream().map(Candidate::id).toList(),
                decision.candidates().stream().map(one -> one.model().label()).toList(),
                decision.rule(),
                reason,
                Optional.of(new Route.Yardstick(strongest.id(), strongest.priceVersion())));
    }

    private List<Candidate> candidates(TenantId tenant, Currency currency, RouteTable table) {
        var strengths = catalogue.strengths();
        var plan = entitlements.of(tenant);
        return catalogue.offered(currency).stream()
                .map(model -> new Candidate(
                        model,
                        strengths.getOrDefault(model.id(), 1),
                        model.can().images(),
                        model.can().tools(),
                        plan.filter(terms -> !terms.includes(model.id())).isPresent()
                                ? Optional.of(Candidate.Obstacle.NOT_IN_PLAN)
                                : table.refused().contains(model.id())
                                        ? Optional.of(Candidate.Obstacle.REFUSED)
                                        : healthy.usable(model.id())
                                                ? Optional.empty()
                                                : Optional.of(Candidate.Obstacle.UNWELL)))
                .toList();
    }
}
