package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.audit.AuditEvent;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;

/** Shows who did what, of the operator or of one tenant, and whether the record is as it was written. */
@Named
@ViewScoped
public class AuditPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    AuditLog audit;

    @Inject
    Tenants tenants;

    @Inject
    People people;

    private String of;
    private String before;
    private List<Choice> chains;
    private List<Row> rows;
    private Boolean whole;
    private long sound;

    public void load() {
        chains = tenants.list(caller.get()).stream()
                .map(tenant -> new Choice(tenant.id().toString(), tenant.name()))
                .toList();
        var events = audit.events(chain(), number(), PAGE);
        var names = people.names(
                caller.get(),
                events.stream().map(AuditEvent::person).filter(id -> id != null).toList());
        rows = events.stream().map(event -> Row.of(event, names)).toList();
    }

    /** Reads the whole chain anew. */
    public void check() {
        var check = audit.verify(chain());
        whole = check.whole();
        sound = check.soundEvents();
    }

    private long number() {
        if (before == null) {
            return 0;
        }
        if (!before.matches("[0-9]{1,18}")) {
            throw new NotFound();
        }
        return Long.parseLong(before);
    }

    private TenantId chain() {
        return of == null ? AuditLog.OPERATOR : TenantId.of(of);
    }

    /** The number before which the next page begins; 0 when this is the last one. */
    public long getOlder() {
        return rows.size() < PAGE ? 0 : rows.get(rows.size() - 1).seq();
    }

    public List<Choice> getChains() {
        return chains;
    }

    public List<Row> getRows() {
        return rows;
    }

    /** Null until the chain was checked. */
    public Boolean getWhole() {
        return whole;
    }

    public long getSound() {
        return sound;
    }

    public String getOf() {
        return of;
    }

    public void setOf(String of) {
        this.of = of;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }

    /** A record that can be looked at. */
    public record Choice(String id, String name) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** One event; {@code who} is null when the system itself acted. */
    public record Row(long seq, Instant at, String who, String act, String subject, String detail)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        static Row of(AuditEvent event, Map<UUID, String> names) {
            var who = event.person() == null
                    ? null
                    : names.getOrDefault(event.person(), event.person().toString());
            return new Row(event.seq(), event.at(), who, event.act(), event.subject(), event.detail());
        }
    }
}
