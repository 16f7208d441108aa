package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tenantry.metering.UsageReport.By;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.UsageSheet;
import org.tenantry.web.UsageSheets;

/** The whole tenant's use of a day, a week or a month, by member and by model. */
@Named
@RequestScoped
public class TenantUsagePage {
    @Inject
    CurrentCaller caller;

    @Inject
    UsageSheets sheets;

    private String span;
    private String at;
    private UsageSheet sheet;

    public void load() {
        var admin = caller.get();
        sheet = sheets.sheet(admin, Of.TENANT, sheets.span(admin, span, at), List.of(By.MEMBER, By.MODEL));
    }

    public UsageSheet getSheet() {
        return sheet;
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
