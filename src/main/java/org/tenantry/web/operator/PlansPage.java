package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Lists the plans with what they cost now and how many subscriptions hold them, and begins a new one. */
@Named
@ViewScoped
public class PlansPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int STEP = 10;

    @Inject
    CurrentCaller caller;

    @Inject
    Plans plans;

    private List<Plans.PlanRow> rows;
    private String name;
    private Terms.Audience audience = Terms.Audience.COMPANY;
    private Integer place;

    public void load() {
        rows = plans.list(caller.get());
        place = rows.stream().mapToInt(Plans.PlanRow::place).max().orElse(0) + STEP;
    }

    public String add() {
        var added = plans.add(caller.get(), name, audience, place == null ? 0 : place);
        return Said.done("plan?faces-redirect=true&id=" + added, "plan.added");
    }

    public List<Plans.PlanRow> getRows() {
        return rows;
    }

    public Terms.Audience[] getAudiences() {
        return Terms.Audience.values();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Terms.Audience getAudience() {
        return audience;
    }

    public void setAudience(Terms.Audience audience) {
        this.audience = audience;
    }

    public Integer getPlace() {
        return place;
    }

    public void setPlace(Integer place) {
        this.place = place;
    }
}
