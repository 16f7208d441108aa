package org.tenantry.plans;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;

/**
 * Keeps what is sold. A plan is OFFERED or WITHDRAWN; each of its versions goes DRAFT, ON_SALE, RETIRED and is never
 * edited once it was on sale, so that a subscription keeps what it was sold (rule 6.1). Every act is audited.
 */
@Stateless
public class Plans {
    /** Where a version of a plan is in its life. */
    public enum VersionState {
        DRAFT,
        ON_SALE,
        RETIRED
    }

    /** A plan with what is on sale of it in each currency, and how many subscriptions hold any version of it. */
    public record PlanRow(
            UUID id,
            String name,
            Terms.Audience audience,
            boolean offered,
            int place,
            List<Terms> onSale,
            long drafts,
            long subscriptions)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** A version; {@code onSaleAt} is null for a draft. {@code subscriptions} have not ended. */
    public record VersionRow(Terms terms, VersionState state, Instant createdAt, Instant onSaleAt, long subscriptions)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isDraft() {
            return state == VersionState.DRAFT;
        }

        public boolean isOnSale() {
            return state == VersionState.ON_SALE;
        }
    }

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    /** A new plan is offered as soon as it has a version on sale. */
    public UUID add(Caller operator, String name, Terms.Audience audience, int place) {
        operator.require(Role.OPERATOR);
        if (audience == null) {
            throw new InvalidInput("plans.refusal.choice");
        }
        var id = Ids.next();
        var line = PlanForm.name(name);
        int made = change(
                em,
                "INSERT IGNORE INTO plan (id, name, audience, state, place, created_at)"
                        + " VALUES (?, ?, ?, 'OFFERED', ?, ?)",
                id,
                line,
                audience,
                place,
                clock.instant());
        if (made == 0) {
            throw new InvalidInput("plans.refusal.taken", line);
        }
        note(operator, "plan.add", line, audience + ", place " + place);
        return id;
    }

    public void rename(Caller operator, UUID plan, String name) {
        var old = locked(operator, plan);
        var line = PlanForm.name(name);
        if (!read(em, "SELECT id, name FROM plan WHERE name = ? AND id <> ?", line, plan)
                .isEmpty()) {
            throw new InvalidInput("plans.refusal.taken", line);
        }
        change(em, "UPDATE plan SET name = ? WHERE id = ?", line, plan);
        note(operator, "plan.rename", line, "was " + old.name());
    }

    /** Plans are shown by place, the lowest first. */
    public void reorder(Caller operator, UUID plan, int place) {
        var old = locked(operator, plan);
        change(em, "UPDATE plan SET place = ? WHERE id = ?", place, plan);
        note(operator, "plan.place", old.name(), old.place() + " → " + place);
    }

    /** It can be bought again. */
    public void offer(Caller operator, UUID plan) {
        turn(operator, plan, true);
    }

    /** Nobody can buy it any more; who has it keeps it. */
    public void withdraw(Caller operator, UUID plan) {
        turn(operator, plan, false);
    }

    /** Only a plan that nothing was ever sold of can go; the others are withdrawn. */
    public void delete(Caller operator, UUID plan) {
        var old = locked(operator, plan);
        long held = number(read(
                        em,
                        "SELECT COUNT(*), 0 FROM subscription s JOIN plan_version v ON v.id IN (s.version_id,"
                                + " s.next_version_id) WHERE v.plan_id = ? AND s.state <> 'ENDED'",
                        plan)
                .get(0)[0]);
        if (held > 0) {
            throw new InvalidInput("plans.refusal.held", old.name(), held);
        }
        if (history(operator, plan).stream().anyMatch(version -> !version.isDraft())) {
            throw new InvalidInput("plans.refusal.wasOnSale", old.name());
        }
        for (var version : history(operator, plan)) {
            drop(version.terms().version());
        }
        change(em, "DELETE FROM plan WHERE id = ?", plan);
        note(operator, "plan.delete", old.name(), "");
    }

    /** Writes the one draft that the plan has in this currency, or writes it anew. */
    public UUID draft(Caller operator, UUID plan, PlanForm form) {
        var row = locked(operator, plan);
        if (row.audience() == Terms.Audience.PERSON
                && (form.includedSeats() != 1
                        || form.mostSeats() != 1
                        || form.seatFee().signum() != 0)) {
            throw new InvalidInput("plans.refusal.personSeats");
        }
        var drafts = new Drafts(em);
        drafts.requireKnown(form.models());
        var version = drafts.write(plan, form, clock.instant());
        note(operator, "plan.draft", row.name(), form.toString());
        return version;
    }

    /** Throws a draft away. */
    public void discard(Caller operator, UUID version) {
        var found = version(operator, version);
        if (!found.isDraft()) {
            throw new InvalidInput(
                    "plans.refusal.edited", found.terms().name(), found.terms().number());
        }
        drop(version);
        note(operator, "plan.discard", label(found.terms()), "");
    }

    /** From now on this version is sold; the one before it is retired, and subscriptions to it keep it. */
    public void putOnSale(Caller operator, UUID version) {
        var found = version(operator, version);
        if (!found.isDraft()) {
            throw new InvalidInput(
                    "plans.refusal.edited", found.terms().name(), found.terms().number());
        }
        var terms = found.terms();
        change(
                em,
                "UPDATE plan_version SET state = 'RETIRED' WHERE plan_id = ? AND currency = ? AND state = 'ON_SALE'",
                terms.plan(),
                terms.currency().getCurrencyCode());
        change(
                em,
                "UPDATE plan_version SET state = 'ON_SALE', on_sale_at = ? WHERE id = ? AND state = 'DRAFT'",
                clock.instant(),
                version);
        note(operator, "plan.onSale", label(terms), PlanForm.of(terms).toString());
    }

    /** What this caller's tenant can buy, by place: versions on sale, in its currency, of plans that are offered. */
    public List<Terms> offered(Caller tenantCaller) {
        tenantCaller.require(Role.MEMBER);
        return TermsReader.where(
                em,
                "WHERE v.state = 'ON_SALE' AND p.state = 'OFFERED' AND v.currency = ? ORDER BY p.place, p.name",
                tenantCaller.currency().getCurrencyCode());
    }

    /** The terms of a version, whether it is sold or not. */
    public Terms terms(UUID version) {
        var found = TermsReader.read(em, List.of(version)).get(version);
        if (found == null) {
            throw new NotFound();
        }
        return found;
    }

    /** All plans, by place. */
    public List<PlanRow> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return PlanReader.list(em);
    }

    /** All versions of a plan, the newest first. */
    public List<VersionRow> history(Caller operator, UUID plan) {
        operator.require(Role.OPERATOR);
        return PlanReader.history(em, plan);
    }

    private void turn(Caller operator, UUID plan, boolean offered) {
        var old = locked(operator, plan);
        change(em, "UPDATE plan SET state = ? WHERE id = ?", offered ? "OFFERED" : "WITHDRAWN", plan);
        note(operator, offered ? "plan.offer" : "plan.withdraw", old.name(), "");
    }

    private void drop(UUID version) {
        change(em, "DELETE FROM plan_version_model WHERE version_id = ?", version);
        change(em, "DELETE FROM plan_version_plugin WHERE version_id = ?", version);
        change(em, "DELETE FROM plan_version WHERE id = ?", version);
    }

    /** A version with its plan held, so that what is seen of it stays true until the transaction ends. */
    private VersionRow version(Caller operator, UUID version) {
        operator.require(Role.OPERATOR);
        var plan = terms(version).plan();
        locked(operator, plan);
        return history(operator, plan).stream()
                .filter(row -> row.terms().version().equals(version))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private record Held(String name, Terms.Audience audience, int place) {}

    private Held locked(Caller operator, UUID plan) {
        operator.require(Role.OPERATOR);
        var rows = read(em, "SELECT name, audience, place FROM plan WHERE id = ? FOR UPDATE", plan);
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        var row = rows.get(0);
        return new Held(row[0].toString(), Terms.Audience.valueOf(row[1].toString()), (int) number(row[2]));
    }

    private static String label(Terms terms) {
        return terms.name() + " " + terms.number();
    }

    private void note(Caller operator, String act, String subject, String detail) {
        audit.record(operator.person(), AuditLog.OPERATOR, act, subject, detail);
    }
}
