package org.tenantry.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.tenantry.billing.PlanSheet;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Money;
import org.tenantry.values.Price;

/** Makes cards of the plans that a tenant can choose: what is on sale, and the one it has. */
@ApplicationScoped
public class PlanCards {
    private static final BigInteger TWO_MILLION = BigInteger.valueOf(2_000_000);

    @Inject
    Plans plans;

    @Inject
    Catalogue catalogue;

    /** The present plan first where it is no longer sold; plans for a person alone only where nobody else has a seat. */
    public List<PlanCard> of(Caller caller, PlanSheet sheet) {
        var models = catalogue.every(caller.currency());
        UUID present = sheet.hasPlan() ? sheet.present().terms().version() : null;
        var terms = new ArrayList<Terms>();
        plans.offered(caller).stream()
                .filter(one -> one.audience() == Terms.Audience.COMPANY || sheet.seatsTaken() <= 1)
                .forEach(terms::add);
        if (present != null && terms.stream().noneMatch(one -> one.version().equals(present))) {
            terms.add(0, sheet.present().terms());
        }
        return terms.stream()
                .map(one -> card(one, one.version().equals(present), models))
                .toList();
    }

    private static PlanCard card(Terms terms, boolean present, List<OfferedModel> offered) {
        var models =
                offered.stream().filter(model -> terms.includes(model.id())).toList();
        var cheapest = models.stream()
                .filter(model -> model.converses() && bothWays(model.sell()).signum() > 0)
                .min(Comparator.comparing(model -> bothWays(model.sell())));
        return new PlanCard(
                terms,
                present,
                cheapest.map(model -> tokens(terms.allowance(), model.sell())).orElse(0L),
                cheapest.map(OfferedModel::label).orElse(""),
                models.stream().limit(PlanCard.LABELS).map(OfferedModel::label).toList(),
                Math.max(0, models.size() - PlanCard.LABELS));
    }

    /** Rounded down to two digits that count: it is no promise. */
    private static long tokens(Money allowance, Price price) {
        var exact = BigInteger.valueOf(allowance.nanos()).multiply(TWO_MILLION).divide(bothWays(price));
        int cut = Math.max(0, exact.toString().length() - 2);
        var power = BigInteger.TEN.pow(cut);
        var rough = exact.divide(power).multiply(power);
        return rough.bitLength() < Long.SIZE ? rough.longValue() : Long.MAX_VALUE;
    }

    private static BigInteger bothWays(Price price) {
        return BigInteger.valueOf(price.inputN()).add(BigInteger.valueOf(price.outputN()));
    }
}
