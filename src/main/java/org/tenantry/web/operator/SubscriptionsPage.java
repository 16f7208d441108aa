package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.SubscriptionList;
import org.tenantry.values.Ids;
import org.tenantry.values.NotFound;
import org.tenantry.web.CurrentCaller;

/** Lists what all companies have bought, by state and plan. */
@Named
@ViewScoped
public class SubscriptionsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    SubscriptionList list;

    private String state;
    private String plan;
    private String page;
    private List<SubscriptionList.PlanName> plans;
    private List<SubscriptionList.Row> rows;
    private int number;
    private boolean more;

    public void load() {
        number = Pages.number(page);
        plans = list.plans(caller.get());
        var found =
                list.page(caller.get(), wantedState(), Optional.ofNullable(plan).map(Ids::parse), number);
        more = found.size() > SubscriptionList.PAGE;
        rows = more ? found.subList(0, SubscriptionList.PAGE) : found;
        rows = List.copyOf(rows);
    }

    private Optional<Subscription.State> wantedState() {
        if (state == null) {
            return Optional.empty();
        }
        return getStates().stream()
                .filter(known -> known.name().equals(state))
                .findFirst()
                .or(() -> {
                    throw new NotFound();
                });
    }

    public List<Subscription.State> getStates() {
        return List.of(Subscription.State.TRIAL, Subscription.State.ACTIVE);
    }

    public List<SubscriptionList.PlanName> getPlans() {
        return plans;
    }

    public List<SubscriptionList.Row> getRows() {
        return rows;
    }

    public int getNumber() {
        return number;
    }

    public boolean isMore() {
        return more;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getPlan() {
        return plan;
    }

    public void setPlan(String plan) {
        this.plan = plan;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
