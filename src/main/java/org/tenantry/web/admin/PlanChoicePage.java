package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.billing.PlanChanges;
import org.tenantry.billing.PlanSheet;
import org.tenantry.billing.PlanSheets;
import org.tenantry.values.Retry;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** The tenant's plan, what is planned for it, and the plans that can be chosen instead. */
@Named
@ViewScoped
public class PlanChoicePage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String AGAIN = "/admin/plan?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    PlanSheets sheets;

    @Inject
    PlanCards cards;

    @Inject
    PlanChanges changes;

    private String asked;
    private PlanSheet sheet;
    private List<PlanCard> offered;
    private PlanCard present;

    public void load() {
        sheet = sheets.of(caller.get());
        offered = cards.of(caller.get(), sheet);
        present = offered.stream().filter(PlanCard::present).findFirst().orElse(null);
    }

    public String withdraw() {
        Retry.transaction(() -> changes.withdraw(caller.get()));
        return Said.done(AGAIN, "myPlan.withdrawn");
    }

    public String cancel() {
        Retry.transaction(() -> changes.cancel(caller.get()));
        return Said.done(AGAIN, "myPlan.cancelled");
    }

    public PlanSheet getSheet() {
        return sheet;
    }

    public List<PlanCard> getOffered() {
        return offered;
    }

    /** The card of the plan that the tenant has; null without one. */
    public PlanCard getPresent() {
        return present;
    }

    /** What the address asks to be confirmed: {@code cancel}, or nothing. */
    public String getAsked() {
        return asked;
    }

    public void setAsked(String asked) {
        this.asked = asked;
    }
}
