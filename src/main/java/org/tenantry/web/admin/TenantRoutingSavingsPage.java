package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.YearMonth;
import org.tenantry.calls.Savings;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.routing.SavingsSheet;

/** What choosing models saved the tenant, month by month in its own zone. */
@Named
@RequestScoped
public class TenantRoutingSavingsPage {
    @Inject
    CurrentCaller caller;

    @Inject
    Savings savings;

    @Inject
    Clock clock;

    private String at;
    private SavingsSheet sheet;

    public void load() {
        var admin = caller.get();
        var present = YearMonth.from(clock.instant().atZone(admin.zone()));
        var month = SavingsSheet.month(at, present);
        sheet = SavingsSheet.of(
                month, present, savings.lines(admin, month), savings.months(admin, month, SavingsSheet.MONTHS));
    }

    public SavingsSheet getSheet() {
        return sheet;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }
}
