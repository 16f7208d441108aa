package org.tenantry.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tenantry.metering.Budget;
import org.tenantry.metering.Budgets;
import org.tenantry.metering.UsageReport.By;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.UsageSheet;
import org.tenantry.web.UsageSheets;

/** A member's own use of a day, a week or a month, by model and by conversation, and the limits that apply. */
@Named
@RequestScoped
public class UsagePage {
    @Inject
    CurrentCaller caller;

    @Inject
    UsageSheets sheets;

    @Inject
    Budgets budgets;

    private String span;
    private String at;
    private UsageSheet sheet;
    private List<Budget> limits;

    public void load() {
        var me = caller.get();
        sheet = sheets.sheet(me, Of.ME, sheets.span(me, span, at), List.of(By.MODEL, By.CONVERSATION));
        limits = budgets.mine(me);
    }

    public UsageSheet getSheet() {
        return sheet;
    }

    public List<Budget> getLimits() {
        return limits;
    }

    public String getSpan() {
        return span;
    }

    public void setSpan(String span) {
        this.span = span;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }
}
