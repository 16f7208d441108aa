package org.tenantry.limits;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/**
 * Sets and shows how much may be asked in a minute and at a time: the operator for everybody and for a tenant, an admin
 * for members and keys of the own tenant, who may only lower. Each node goes by a change within two seconds.
 */
@Stateless
public class LimitSettings {
    /** The largest limits that can be set, of requests, tokens and answers at a time. */
    private static final Map<What, Long> MOST =
            Map.of(What.REQUESTS, 1_000_000L, What.TOKENS, 1_000_000_000_000L, What.STREAMS, 100_000L);

    @PersistenceContext
    EntityManager em;

    @Inject
    AuditLog audit;

    @Inject
    Board board;

    @Inject
    Limits limits;

    /** What counts for all tenants, members or keys that have no limit of their own, as the operator set it. */
    public LimitRow.Numbers usual(Caller operator, Whose whose) {
        operator.require(Role.OPERATOR);
        return numbers(LimitBook.EVERYBODY, whose, LimitBook.EVERYBODY);
    }

    /** The limits that the operator set for a tenant. */
    public LimitRow.Numbers of(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        return numbers(tenant.value(), Whose.TENANT, tenant.value());
    }

    /** A member or a live key of the tenant, and what an admin set for it; a key is called by its member's name too. */
    public record Subject(Whose whose, UUID id, String name, String member, LimitRow.Numbers numbers) {
        public boolean isLimited() {
            return !numbers.equals(LimitRow.Numbers.SILENT);
        }
    }

    /** Everybody whom an admin can limit: members first, then keys, each by name. */
    public List<Subject> subjects(Caller admin) {
        admin.require(Role.ADMIN);
        var tenant = admin.tenant().value();
        return read(
                        em,
                        "SELECT x.whose, x.id, x.name, x.member, r.requests, r.tokens, r.streams FROM ("
                                + " SELECT 'MEMBER' whose, m.id, p.name, '' member, m.tenant_id FROM member m"
                                + " JOIN person p ON p.id = m.person_id WHERE m.tenant_id = ? AND m.state = 'ACTIVE'"
                                + " UNION ALL SELECT 'KEY', k.id, k.name, COALESCE(p.name, ''), k.tenant_id FROM api_key k"
                                + " JOIN member m ON m.id = k.member_id AND m.tenant_id = k.tenant_id"
                                + " LEFT JOIN person p ON p.id = m.person_id WHERE k.tenant_id = ? AND k.state = 'ACTIVE') x"
                                + " LEFT JOIN rate_limit r ON r.tenant_id = x.tenant_id AND r.whose = x.whose"
                                + " AND r.subject = x.id ORDER BY x.whose DESC, x.name, x.id",
                        tenant,
                        tenant)
                .stream()
                .map(row -> new Subject(
                        Whose.valueOf(row[0].toString()),
                        uuid(row[1]),
                        row[2].toString(),
                        row[3].toString(),
                        LimitRow.Numbers.of(row[4], row[5], row[6])))
                .toList();
    }

    public void setUsual(Caller operator, Whose whose, LimitRow.Numbers numbers) {
        operator.require(Role.OPERATOR);
        set(operator, LimitBook.EVERYBODY, whose, LimitBook.EVERYBODY, bounded(numbers, 0));
    }

    public void set(Caller operator, TenantId tenant, LimitRow.Numbers numbers) {
        operator.require(Role.OPERATOR);
        mustExist("SELECT id, name FROM tenant WHERE id = ?", tenant.value());
        set(operator, tenant.value(), Whose.TENANT, tenant.value(), bounded(numbers, 0));
    }

    public void set(Caller admin, MemberId member, LimitRow.Numbers numbers) {
        admin.require(Role.ADMIN);
        mustExist(
                "SELECT id, role FROM member WHERE id = ? AND tenant_id = ?",
                member.value(),
                admin.tenant().value());
        set(admin, admin.tenant().value(), Whose.MEMBER, member.value(), lowered(admin, numbers));
    }

    public void setKey(Caller admin, UUID key, LimitRow.Numbers numbers) {
        admin.require(Role.ADMIN);
        mustExist(
                "SELECT id, name FROM api_key WHERE id = ? AND tenant_id = ?",
                key,
                admin.tenant().value());
        set(admin, admin.tenant().value(), Whose.KEY, key, lowered(admin, numbers));
    }

    private void set(Caller caller, UUID tenant, Whose whose, UUID subject, LimitRow.Numbers numbers) {
        change(
                em,
                "INSERT INTO rate_limit (tenant_id, whose, subject, requests, tokens, streams, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE"
                        + " requests = VALUES(requests), tokens = VALUES(tokens), streams = VALUES(streams),"
                        + " changed_at = VALUES(changed_at)",
                tenant,
                whose,
                subject,
                numbers.requests().orElse(null),
                numbers.tokens().orElse(null),
                numbers.streams().orElse(null));
        audit.record(
                caller.person(),
                new TenantId(tenant),
                "limit.set",
                whose + " " + subject,
                "requests " + word(numbers.requests()) + ", tokens " + word(numbers.tokens()) + ", streams "
                        + word(numbers.streams()));
    }

    /** An admin sets limits above zero and not above the tenant's own. */
    private LimitRow.Numbers lowered(Caller admin, LimitRow.Numbers numbers) {
        var ceiling = limits.ceiling(admin);
        for (var what : What.values()) {
            var most = ceiling.of(what);
            if (most.isPresent() && numbers.of(what).orElse(0L) > most.getAsLong()) {
                throw new InvalidInput("limits.refusal.aboveTenant", most.getAsLong());
            }
        }
        return bounded(numbers, 1);
    }

    private static LimitRow.Numbers bounded(LimitRow.Numbers numbers, long least) {
        for (var what : What.values()) {
            long most = MOST.get(what);
            numbers.of(what).filter(number -> number < least || number > most).ifPresent(wrong -> {
                throw new InvalidInput("limits.refusal.number", least, most);
            });
        }
        return numbers;
    }

    private LimitRow.Numbers numbers(UUID tenant, Whose whose, UUID subject) {
        return board.limit(tenant, whose, subject).map(LimitRow::numbers).orElse(LimitRow.Numbers.SILENT);
    }

    private void mustExist(String sql, Object... values) {
        if (read(em, sql, values).isEmpty()) {
            throw new NotFound();
        }
    }

    private static String word(Optional<Long> number) {
        return number.map(Object::toString).orElse("as usual");
    }
}
