package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.tenantry.ledger.BookAudit;
import org.tenantry.ledger.BookClock;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows the operator whether the books agree, runs their audit, and lets parked tenants go on. */
@Named
@ViewScoped
public class BooksPage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String HERE = "books?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    BookAudit audit;

    @Inject
    BookClock clock;

    private BookAudit.Report report;
    private List<BookAudit.Parked> parked;

    public void load() {
        report = audit.last(caller.get());
        parked = audit.parked(caller.get());
    }

    public String run() {
        boolean ended = clock.runNow(caller.get());
        return Said.done(HERE, ended ? "books.ran" : "books.runs");
    }

    public String unpark(TenantId tenant) {
        audit.unpark(caller.get(), tenant);
        return Said.done(HERE, "books.unparked");
    }

    public BookAudit.Report getReport() {
        return report;
    }

    public List<BookAudit.Parked> getParked() {
        return parked;
    }
}
