package org.tenantry.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tenantry.billing.PlanSheet;
import org.tenantry.billing.PlanSheets;
import org.tenantry.ledger.Statements;
import org.tenantry.ledger.Wallet;
import org.tenantry.metering.UsageReport.By;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.UsageSheet;
import org.tenantry.web.UsageSheets;

/** What somebody who is here alone wants to see at once: balance, this month's use, the plan, and the ways on. */
@Named
@RequestScoped
public class AccountPage {
    @Inject
    CurrentCaller caller;

    @Inject
    PlanSheets plans;

    @Inject
    Statements statements;

    @Inject
    UsageSheets sheets;

    private PlanSheet plan;
    private Wallet wallet;
    private UsageSheet month;

    public void load() {
        var me = caller.get();
        plan = plans.of(me);
        wallet = statements.wallet(me);
        month = sheets.sheet(me, Of.ME, sheets.span(me, "month", null), List.of(By.MODEL));
    }

    public PlanSheet getPlan() {
        return plan;
    }

    public Wallet getWallet() {
        return wallet;
    }

    public UsageSheet getMonth() {
        return month;
    }
}
