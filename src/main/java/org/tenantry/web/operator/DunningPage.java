package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.billing.Dunning;
import org.tenantry.billing.DunningQueue;
import org.tenantry.values.Retry;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows who is late with paying and what comes next; leaves a company alone, or looks at it at once. */
@Named
@ViewScoped
public class DunningPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    DunningQueue queue;

    @Inject
    Dunning dunning;

    private String page;
    private int number;
    private boolean more;
    private List<DunningQueue.Row> rows;

    public void load() {
        number = Pages.number(page);
        var found = queue.page(caller.get(), number);
        more = found.size() > DunningQueue.PAGE;
        rows = List.copyOf(more ? found.subList(0, DunningQueue.PAGE) : found);
    }

    public String run(TenantId tenant) {
        Retry.transaction(() -> dunning.run(caller.get(), tenant));
        return Said.done("dunning?faces-redirect=true", "dunning.done");
    }

    public String exempt(TenantId tenant, boolean exempt) {
        Retry.transaction(() -> dunning.exempt(caller.get(), tenant, exempt));
        return Said.done("dunning?faces-redirect=true", exempt ? "dunning.exempted" : "dunning.resumed");
    }

    public List<DunningQueue.Row> getRows() {
        return rows;
    }

    public int getNumber() {
        return number;
    }

    public boolean isMore() {
        return more;
    }

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }
}
