package org.tenantry.tenancy;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/**
 * Keeps the service accounts of a tenant: members without a person, for programs that belong to nobody in particular. They
 * take no seat, cannot sign in, and go on when people leave.
 */
@Stateless
public class ServiceAccounts {
    private static final int LONGEST_NAME = 200;
    private static final int MOST = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    KeyMemory memory;

    /** A service account and how many live keys it has. */
    public record Row(MemberId id, String name, long keys, Instant createdAt) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The service accounts that can be used, by name. */
    public List<Row> list(Caller admin) {
        return read(
                        em,
                        "SELECT m.id, m.name, (SELECT COUNT(*) FROM api_key k WHERE k.tenant_id = m.tenant_id"
                                + " AND k.member_id = m.id AND k.state = 'ACTIVE'), m.created_at FROM member m"
                                + " WHERE m.tenant_id = ? AND m.kind = 'SERVICE' AND m.state = 'ACTIVE' ORDER BY m.name",
                        admin.require(Role.ADMIN).tenant().value())
                .stream()
                .map(row -> new Row(new MemberId(uuid(row[0])), row[1].toString(), number(row[2]), instant(row[3])))
                .toList();
    }

    /** Makes a service account; names are unique among those that there are. */
    public MemberId add(Caller admin, String name) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var account = add(tenant, name);
        audit.record(admin.person(), tenant, "service.add", account.toString(), name.strip());
        return account;
    }

    /** Removes a service account and closes its keys; its use stays in the books under its name. */
    public void remove(Caller admin, MemberId service) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var rows = read(
                em,
                "SELECT name, state FROM member WHERE id = ? AND tenant_id = ? AND kind = 'SERVICE' FOR UPDATE",
                service.value(),
                tenant.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        if (Member.State.ACTIVE.name().equals(rows.get(0)[1].toString())) {
            change(em, "UPDATE member SET state = 'REMOVED' WHERE id = ?", service.value());
            closeKeys(em, clock.instant(), tenant, service);
            memory.changed(tenant);
            audit.record(admin.person(), tenant, "service.remove", service.toString(), rows.get(0)[0].toString());
        }
    }

    /** The service account of this name, which is made where it is missing. */
    public MemberId named(TenantId tenant, String name) {
        return find(tenant, name.strip()).orElseGet(() -> add(tenant, name));
    }

    private MemberId add(TenantId tenant, String name) {
        var said = name == null ? "" : name.strip();
        if (said.isEmpty() || said.length() > LONGEST_NAME || said.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput("refusal.name.form", LONGEST_NAME);
        }
        read(em, "SELECT id, state FROM tenant WHERE id = ? FOR UPDATE", tenant.value());
        if (find(tenant, said).isPresent()) {
            throw new InvalidInput("tenancy.refusal.serviceTaken", said);
        }
        var there = read(
                em,
                "SELECT COUNT(*), MIN(created_at) FROM member WHERE tenant_id = ? AND kind = 'SERVICE' AND state = 'ACTIVE'",
                tenant.value());
        if (number(there.get(0)[0]) >= MOST) {
            throw new InvalidInput("tenancy.refusal.serviceCount", MOST);
        }
        var account = new Member(tenant, said, clock.instant());
        em.persist(account);
        em.flush();
        return account.id();
    }

    private Optional<MemberId> find(TenantId tenant, String name) {
        return read(em, "SELECT id, name FROM member WHERE tenant_id = ? AND live_name = ?", tenant.value(), name)
                .stream()
                .map(row -> new MemberId(uuid(row[0])))
                .findFirst();
    }

    /** Closes all keys of a member for good. */
    static void closeKeys(EntityManager em, Instant now, TenantId tenant, MemberId member) {
        change(
                em,
                "UPDATE api_key SET state = 'REVOKED', revoked_at = ? WHERE tenant_id = ? AND member_id = ?"
                        + " AND state = 'ACTIVE'",
                now,
                tenant.value(),
                member.value());
    }
}
