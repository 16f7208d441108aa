package org.tenantry.plans;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.day;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/**
 * Keeps what tenants have bought. It writes down what was decided and says nothing about what it costs: who changes a
 * subscription holds its row ({@link #locked}), checks, and bills in the same transaction. Locks: subscription before
 * period before wallet.
 */
@Stateless
public class Subscriptions {
    /** What happened to a subscription. */
    public enum Happening {
        STARTED,
        TRIAL_STARTED,
        CONVERTED,
        UPGRADED,
        DOWNGRADE_PLANNED,
        DOWNGRADED,
        SEATS_ADDED,
        SEATS_FEWER_PLANNED,
        SEATS_FEWER,
        PLAN_WITHDRAWN,
        CANCEL_PLANNED,
        ENDED
    }

    /** One line of a subscription's history; {@code person} is null when the clock did it. */
    public record Event(
            Instant at, LocalDate day, PersonId person, Happening kind, String planName, int version, int seats)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** The tenant's subscription that has not ended, if any. */
    public Optional<Subscription> of(TenantId tenant) {
        return find(tenant, "");
    }

    /** The same, with its row held until the transaction ends. */
    public Optional<Subscription> locked(TenantId tenant) {
        return find(tenant, " FOR UPDATE");
    }

    /** The terms of a version that can be bought now. */
    public Optional<Terms> onSale(UUID version) {
        return TermsReader.where(em, "WHERE v.id = ? AND v.state = 'ON_SALE' AND p.state = 'OFFERED'", version).stream()
                .findFirst();
    }

    /** Whether the tenant ever had a subscription: a trial is given once. */
    public boolean hadOne(TenantId tenant) {
        return number(read(em, "SELECT COUNT(*), 0 FROM subscription WHERE tenant_id = ?", tenant.value())
                        .get(0)[0])
                > 0;
    }

    /** Whom the plan is for that the tenant has, else had last; empty for one that never had any. */
    public Optional<Terms.Audience> audience(TenantId tenant) {
        return read(
                        em,
                        "SELECT p.audience, s.id FROM subscription s JOIN plan_version v ON v.id = s.version_id"
                                + " JOIN plan p ON p.id = v.plan_id WHERE s.tenant_id = ?"
                                + " ORDER BY s.live_marker DESC, s.ended_on DESC, s.id DESC LIMIT 1",
                        tenant.value())
                .stream()
                .findFirst()
                .map(row -> Terms.Audience.valueOf(row[0].toString()));
    }

    /** Tenants whose trial ends on that day or earlier: the caller looks again where each of them is. */
    public List<TenantId> trialsOverBy(LocalDate day) {
        return read(
                        em,
                        "SELECT tenant_id, id FROM subscription WHERE state = 'TRIAL' AND trial_ends_on <= ?"
                                + " ORDER BY trial_ends_on, id",
                        day)
                .stream()
                .map(row -> new TenantId(uuid(row[0])))
                .toList();
    }

    /** Starts a subscription on that day; with a trial end it is free until then and its rhythm begins there. */
    public Subscription start(
            TenantId tenant, PersonId by, Terms terms, int seats, LocalDate day, Optional<LocalDate> trialEnd) {
        change(
                em,
                "INSERT INTO subscription (id, tenant_id, version_id, state, cycle, anchor_on, seats, started_on,"
                        + " trial_ends_on, ending, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, 0)",
                Ids.next(),
                tenant.value(),
                terms.version(),
                trialEnd.isPresent() ? "TRIAL" : "ACTIVE",
                terms.cycle(),
                trialEnd.orElse(day),
                seats,
                day,
                trialEnd.orElse(null));
        var fresh = of(tenant).orElseThrow();
        note(fresh, by, day, trialEnd.isPresent() ? Happening.TRIAL_STARTED : Happening.STARTED, terms, seats);
        return fresh;
    }

    /** The trial is over: from this day on it is paid for. */
    public Subscription convert(Subscription old, PersonId by, LocalDate day) {
        move(
                old,
                "state = 'ACTIVE', trial_ends_on = ?, anchor_on = ?",
                day,
                old.cycle() == Cycle.ANNIVERSARY ? day : old.anchorOn());
        note(old, by, day, Happening.CONVERTED, old.terms(), old.seats());
        return of(old.tenant()).orElseThrow();
    }

    /** A dearer version from this day on; whatever was planned is withdrawn. */
    public Subscription upgrade(Subscription old, PersonId by, Terms terms, int seats, LocalDate day) {
        move(
                old,
                "version_id = ?, seats = ?, next_version_id = NULL, next_seats = NULL, ending = FALSE",
                terms.version(),
                seats);
        note(old, by, day, Happening.UPGRADED, terms, seats);
        return of(old.tenant()).orElseThrow();
    }

    /** Another version from the next period on; an earlier choice and a cancellation are withdrawn. */
    public Subscription planVersion(Subscription old, PersonId by, Terms terms, int seats, LocalDate day) {
        move(
                old,
                "next_version_id = ?, next_seats = ?, ending = FALSE",
                terms.version(),
                seats == old.seats() ? null : seats);
        note(old, by, day, Happening.DOWNGRADE_PLANNED, terms, seats);
        return of(old.tenant()).orElseThrow();
    }

    /** This many seats from now on; fewer seats that were planned are withdrawn. */
    public Subscription addSeats(Subscription old, PersonId by, int seats, LocalDate day) {
        move(old, "seats = ?, next_seats = NULL", seats);
        note(old, by, day, Happening.SEATS_ADDED, old.terms(), seats);
        return of(old.tenant()).orElseThrow();
    }

    /** This many seats from the next period on. */
    public Subscription planSeats(Subscription old, PersonId by, int seats, LocalDate day) {
        move(old, "next_seats = ?", seats);
        note(old, by, day, Happening.SEATS_FEWER_PLANNED, old.termsNext(), seats);
        return of(old.tenant()).orElseThrow();
    }

    /** It ends when the period turns. */
    public Subscription planEnd(Subscription old, PersonId by, LocalDate day) {
        move(old, "ending = TRUE, next_version_id = NULL, next_seats = NULL");
        note(old, by, day, Happening.CANCEL_PLANNED, old.terms(), old.seats());
        return of(old.tenant()).orElseThrow();
    }

    /** Whatever was planned is not wanted any more. */
    public Subscription withdraw(Subscription old, PersonId by, LocalDate day) {
        move(old, "ending = FALSE, next_version_id = NULL, next_seats = NULL");
        note(old, by, day, Happening.PLAN_WITHDRAWN, old.terms(), old.seats());
        return of(old.tenant()).orElseThrow();
    }

    /** The period has turned on this day: what was planned becomes true. Empty when it has ended. */
    public Optional<Subscription> turn(Subscription old, LocalDate day) {
        if (old.ending()) {
            end(old, null, day);
            return Optional.empty();
        }
        if (!old.hasPlans()) {
            return Optional.of(old);
        }
        move(
                old,
                "version_id = ?, seats = ?, next_version_id = NULL, next_seats = NULL",
                old.termsNext().version(),
                old.seatsNext());
        note(
                old,
                null,
                day,
                old.nextTerms() == null ? Happening.SEATS_FEWER : Happening.DOWNGRADED,
                old.termsNext(),
                old.seatsNext());
        return of(old.tenant());
    }

    /** It ends at once: a trial that is not wanted, or dunning's last step. */
    public void end(Subscription old, PersonId by, LocalDate day) {
        move(old, "state = 'ENDED', ended_on = ?, ending = FALSE, next_version_id = NULL, next_seats = NULL", day);
        note(old, by, day, Happening.ENDED, old.terms(), old.seats());
    }

    /** Everything that happened to the tenant's subscriptions, newest first. */
    public List<Event> history(Caller caller) {
        return history(caller.require(Role.ADMIN).tenant());
    }

    /** The same of any tenant, for the operator. */
    public List<Event> history(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        return history(tenant);
    }

    private List<Event> history(TenantId tenant) {
        return read(
                        em,
                        "SELECT e.at, e.day, e.person_id, e.kind, p.name, v.number, e.seats FROM subscription_event e"
                                + " JOIN plan_version v ON v.id = e.version_id JOIN plan p ON p.id = v.plan_id"
                                + " WHERE e.tenant_id = ? ORDER BY e.at DESC, e.seq DESC LIMIT 200",
                        tenant.value())
                .stream()
                .map(row -> new Event(
                        instant(row[0]),
                        day(row[1]),
                        row[2] == null ? null : new PersonId(uuid(row[2])),
                        Happening.valueOf(row[3].toString()),
                        row[4].toString(),
                        (int) number(row[5]),
                        (int) number(row[6])))
                .toList();
    }

    private Optional<Subscription> find(TenantId tenant, String lock) {
        var rows = read(
                em,
                "SELECT id, version_id, state, seats, cycle, anchor_on, started_on, trial_ends_on, next_version_id,"
                        + " next_seats, ending, changes FROM subscription WHERE tenant_id = ? AND state <> 'ENDED'"
                        + lock,
                tenant.value());
        return rows.stream().findFirst().map(row -> subscription(tenant, row));
    }

    private Subscription subscription(TenantId tenant, Object[] row) {
        var next = uuid(row[8]);
        var terms = TermsReader.read(em, next == null ? List.of(uuid(row[1])) : List.of(uuid(row[1]), next));
        return new Subscription(
                uuid(row[0]),
                tenant,
                Subscription.State.valueOf(row[2].toString()),
                terms.get(uuid(row[1])),
                (int) number(row[3]),
                Cycle.valueOf(row[4].toString()),
                day(row[5]),
                day(row[6]),
                day(row[7]),
                next == null ? null : terms.get(next),
                row[9] == null ? null : (int) number(row[9]),
                truth(row[10]),
                (int) number(row[11]));
    }

    private void move(Subscription old, String to, Object... values) {
        var all = new Object[values.length + 2];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = old.id();
        all[values.length + 1] = old.tenant().value();
        int found = change(
                em,
                "UPDATE subscription SET " + to
                        + ", changes = changes + 1 WHERE id = ? AND tenant_id = ? AND state <> 'ENDED'",
                all);
        if (found != 1) {
            throw new IllegalStateException("subscription " + old.id() + " has ended meanwhile");
        }
    }

    private void note(Subscription of, PersonId by, LocalDate day, Happening kind, Terms terms, int seats) {
        change(
                em,
                "INSERT INTO subscription_event (tenant_id, subscription_id, seq, at, day, person_id, kind, version_id,"
                        + " seats) SELECT tenant_id, id, changes, ?, ?, ?, ?, ?, ? FROM subscription WHERE id = ?",
                clock.instant(),
                day,
                by == null ? null : by.value(),
                kind,
                terms.version(),
                seats,
                of.id());
    }
}
