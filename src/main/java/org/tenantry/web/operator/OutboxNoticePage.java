package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.tenantry.audit.AuditLog;
import org.tenantry.notices.Notice;
import org.tenantry.notices.Outbox;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows the operator one mail of the outbox as its recipient reads it, and sends a failed one again. */
@Named
@ViewScoped
public class OutboxNoticePage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Outbox outbox;

    private String id;
    private Outbox.Opened opened;

    public void load() {
        caller.get().require(Role.OPERATOR);
        opened = outbox.open(Ids.parse(id));
    }

    public String again() {
        outbox.again(caller.get().require(Role.OPERATOR).person(), Ids.parse(id));
        return Said.done("outbox-notice?faces-redirect=true&id=" + id, "outbox.again.done");
    }

    public Notice getNotice() {
        return opened.notice();
    }

    public Outbox.Opened getOpened() {
        return opened;
    }

    /** The tenant that the notice concerns; null when it concerns the whole deployment. */
    public String getTenant() {
        return opened.tenant().equals(AuditLog.OPERATOR)
                ? null
                : opened.tenant().toString();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
