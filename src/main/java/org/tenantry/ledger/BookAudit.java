package org.tenantry.ledger;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/**
 * Keeps what the audit of the books found, and parks the tenants whose books do not agree: they hold nothing until the
 * operator, after a run that found them in order, lets them go on (rule 10).
 */
@Stateless
public class BookAudit {
    private static final String LEASE = "UTC_TIMESTAMP(6) + INTERVAL 30 MINUTE";
    private static final int LONGEST_WHY = 500;

    /** Stands between the reasons for which a tenant is parked. */
    static final String BETWEEN = "; ";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Ledger ledger;

    /**
     * The last run. {@code number} is 0 before the first; {@code whole} says that each check was made to its end;
     * {@code running}, that another run is under way.
     */
    public record Report(
            long number, boolean whole, Instant startedAt, Instant endedAt, boolean running, List<Finding> findings)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isGreen() {
            return findings.stream().allMatch(Finding::isGreen);
        }

        public long red() {
            return findings.stream().filter(finding -> !finding.isGreen()).count();
        }

        /** How long it took, in milliseconds. */
        public long tookMillis() {
            return number == 0 ? 0 : Duration.between(startedAt, endedAt).toMillis();
        }
    }

    /** A tenant that holds nothing because its books did not agree. */
    public record Parked(TenantId tenant, String name, Instant since, String why, boolean red) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The reasons, one by one: each a check, or what whoever parked it said. */
        public List<String> whys() {
            return List.of(why.split(BETWEEN));
        }
    }

    public Report last(Caller operator) {
        operator.require(Role.OPERATOR);
        var run = read(
                        em,
                        "SELECT runs, whole, started_at, ended_at, COALESCE(lease_until > UTC_TIMESTAMP(6), FALSE)"
                                + " FROM book_audit WHERE id = 1")
                .get(0);
        return new Report(number(run[0]), truth(run[1]), instant(run[2]), instant(run[3]), truth(run[4]), findings());
    }

    /** The tenants that are parked; red ones were not found in order since. */
    public List<Parked> parked(Caller operator) {
        operator.require(Role.OPERATOR);
        return read(
                        em,
                        "SELECT t.id, t.name, COALESCE(b.parked_at, w.parked_at),"
                                + " COALESCE(w.parked_why, NULLIF(b.parked_why, ''), ''),"
                                + " COALESCE(w.red_run < a.runs AND a.whole, FALSE)"
                                + " FROM wallet w JOIN tenant t ON t.id = w.tenant_id JOIN book_audit a ON a.id = 1"
                                + " LEFT JOIN billing_account b ON b.tenant_id = w.tenant_id"
                                + " WHERE w.state = 'PARKED' ORDER BY t.name")
                .stream()
                .map(row -> new Parked(
                        new TenantId(uuid(row[0])),
                        row[1].toString(),
                        instant(row[2]),
                        row[3].toString(),
                        !truth(row[4])))
                .toList();
    }

    /** Lets a parked tenant go on, once a whole run of the audit has found its books in order. */
    public void unpark(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        change(em, "UPDATE billing_account SET parked_at = NULL, parked_why = '' WHERE tenant_id = ?", tenant.value());
        var found = read(
                em,
                "SELECT w.state, COALESCE(w.red_run < a.runs AND a.whole, FALSE) FROM wallet w JOIN book_audit a"
                        + " ON a.id = 1 WHERE w.tenant_id = ? FOR UPDATE",
                tenant.value());
        if (found.isEmpty() || !"PARKED".equals(found.get(0)[0].toString())) {
            throw new NotFound();
        }
        if (!truth(found.get(0)[1])) {
            throw new StillRed();
        }
        ledger.park(tenant, false);
        audit.record(operator.person(), tenant, "books.unpark", tenant.toString(), "");
    }

    /**
     * Takes the right to run the audit, by the database's clock, and answers whether it was free. The nightly run also
     * leaves it when another node has just made it.
     */
    public boolean take(boolean nightly) {
        return change(
                        em,
                        "UPDATE book_audit SET lease_until = " + LEASE + " WHERE id = 1"
                                + " AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))"
                                + (nightly ? " AND (rests_until IS NULL OR rests_until < UTC_TIMESTAMP(6))" : ""))
                == 1;
    }

    /** Gives the right back without a result. */
    public void giveBack() {
        change(em, "UPDATE book_audit SET lease_until = NULL WHERE id = 1");
    }

    /** Keeps a run in the place of the one before; {@code by} is null when the clock ran it. */
    public void keep(PersonId by, Instant startedAt, List<Finding> findings) {
        change(
                em,
                "UPDATE book_audit SET runs = runs + 1, whole = ?, person_id = ?, started_at = ?, ended_at = ?,"
                        + " lease_until = NULL, rests_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE id = 1",
                findings.stream().noneMatch(finding -> finding.cut() || finding.failure() != null),
                by == null ? null : by.value(),
                startedAt,
                clock.instant());
        change(em, "DELETE FROM book_audit_row");
        change(em, "DELETE FROM book_audit_finding");
        for (int place = 0; place < findings.size(); place++) {
            keep(place, findings.get(place));
        }
        long red = findings.stream().filter(finding -> !finding.isGreen()).count();
        audit.record(by, AuditLog.OPERATOR, "books.audit", "", findings.size() + " checks, " + red + " red");
    }

    private void keep(int place, Finding finding) {
        change(
                em,
                "INSERT INTO book_audit_finding (place, name, found, cut, failure, took_ms) VALUES (?, ?, ?, ?, ?, ?)",
                place,
                finding.name(),
                finding.found(),
                finding.cut(),
                finding.failure(),
                finding.tookMillis());
        for (int line = 0; line < finding.rows().size(); line++) {
            var row = finding.rows().get(line);
            change(
                    em,
                    "INSERT INTO book_audit_row (place, line, tenant_id, what) VALUES (?, ?, ?, ?)",
                    place,
                    line,
                    row.tenant() == null ? null : row.tenant().value(),
                    row.what());
        }
    }

    /** Parks a tenant in whose books a run found something wrong; one that is parked stays so and is red again. */
    public void park(TenantId tenant, String why) {
        var said = why.length() <= LONGEST_WHY ? why : why.substring(0, LONGEST_WHY - 1) + "…";
        change(
                em,
                "UPDATE billing_account SET parked_at = COALESCE(parked_at, ?), parked_why = ? WHERE tenant_id = ?",
                clock.instant(),
                said,
                tenant.value());
        boolean fresh = ledger.park(tenant, true);
        change(
                em,
                "UPDATE wallet SET parked_at = COALESCE(parked_at, ?), parked_why = ? WHERE tenant_id = ?",
                clock.instant(),
                said,
                tenant.value());
        if (fresh) {
            audit.record(null, tenant, "books.park", tenant.toString(), said);
        }
    }

    private List<Finding> findings() {
        var rows = new HashMap<Long, List<Finding.Row>>();
        for (var row : read(
                em,
                "SELECT r.place, r.tenant_id, t.name, r.what FROM book_audit_row r"
                        + " LEFT JOIN tenant t ON t.id = r.tenant_id ORDER BY r.place, r.line")) {
            var tenant = row[1] == null ? null : new TenantId(uuid(row[1]));
            rows.computeIfAbsent(number(row[0]), place -> new ArrayList<>())
                    .add(new Finding.Row(tenant, (String) row[2], row[3].toString()));
        }
        return read(em, "SELECT place, name, found, cut, failure, took_ms FROM book_audit_finding ORDER BY place")
                .stream()
                .map(row -> new Finding(
                        row[1].toString(),
                        number(row[2]),
                        truth(row[3]),
                        (String) row[4],
                        number(row[5]),
                        rows.getOrDefault(number(row[0]), List.of())))
                .toList();
    }
}
