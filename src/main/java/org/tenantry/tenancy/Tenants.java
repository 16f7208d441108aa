package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.values.Forbidden;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.TenantId;

/** Keeps the tenants and who has a place in them. */
@Stateless
public class Tenants {
    private static final int LONGEST_NAME = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    KeyMemory keys;

    /** Makes a tenant, or refuses when the name is taken. */
    public TenantId create(String name, Currency currency, ZoneId zone, Locale locale) {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw new InvalidInput("refusal.name.form", LONGEST_NAME);
        }
        if (find(stripped).isPresent()) {
            throw new InvalidInput("refusal.tenant.taken", stripped);
        }
        var tenant = new Tenant(stripped, currency, zone, locale, clock.instant());
        em.persist(tenant);
        return tenant.id();
    }

    public Optional<TenantId> find(String name) {
        return em.createQuery("select t from Tenant t where t.name = :name", Tenant.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst()
                .map(Tenant::id);
    }

    /** Gives a person a place in a tenant; a place that exists already gets this role. */
    public MemberId seat(TenantId tenant, PersonId person, Role role) {
        var member = em.createQuery(
                        "select m from Member m where m.tenant = :tenant and m.person = :person", Member.class)
                .setParameter("tenant", tenant.value())
                .setParameter("person", person.value())
                .getResultStream()
                .findFirst();
        if (member.isPresent()) {
            member.get().seat(role);
            return member.get().id();
        }
        var fresh = new Member(tenant, person, role, clock.instant());
        em.persist(fresh);
        return fresh.id();
    }

    /** The places a person may enter, by name of the tenant. */
    public List<Membership> memberships(PersonId person) {
        return em.createQuery(
                        "select m, t from Member m, Tenant t where t.id = m.tenant and m.person = :person"
                                + " and m.state = :active order by t.name",
                        Object[].class)
                .setParameter("person", person.value())
                .setParameter("active", Member.State.ACTIVE)
                .getResultStream()
                .map(row -> membership((Member) row[0], (Tenant) row[1]))
                .toList();
    }

    /**
     * Who is calling, from what a session keeps: nobody when the sessions of that epoch were ended, the person is
     * gone, or the place was taken away.
     */
    public Optional<SignedIn> recognise(PersonId person, int epoch, Optional<MemberId> member, Locale fallback) {
        var found = em.find(Person.class, person.value());
        if (found == null || found.sessionEpoch() != epoch) {
            return Optional.empty();
        }
        if (member.isEmpty()) {
            var caller = new Caller(
                    person, null, null, false, found.operator(), found.locale().orElse(fallback), ZoneOffset.UTC, null);
            return Optional.of(new SignedIn(caller, found.name(), found.email(), "", found.theme()));
        }
        return place(person, member.get()).map(row -> signedIn(found, (Member) row[0], (Tenant) row[1]));
    }

    /**
     * Refuses a member who has left and a tenant that is suspended or parked: they may read, but not call a model.
     */
    public void mayCall(Caller caller) {
        var state = em.createQuery(
                        "select t.state from Member m, Tenant t where t.id = m.tenant and m.id = :id"
                                + " and m.tenant = :tenant and m.state = :active",
                        Tenant.State.class)
                .setParameter("id", caller.member().value())
                .setParameter("tenant", caller.tenant().value())
                .setParameter("active", Member.State.ACTIVE)
                .getResultStream()
                .findFirst()
                .orElseThrow(Forbidden::new);
        if (state != Tenant.State.ACTIVE) {
            throw new Refusal(403, "tenancy.refusal.suspended");
        }
    }

    /** All tenants, for the operator. */
    public List<Row> list(Caller caller) {
        caller.require(Role.OPERATOR);
        return em.createQuery(
                        "select t, (select count(m) from Member m where m.tenant = t.id and m.state = :active"
                                + " and m.kind = :person) from Tenant t order by t.name",
                        Object[].class)
                .setParameter("person", Member.Kind.PERSON)
                .setParameter("active", Member.State.ACTIVE)
                .getResultStream()
                .map(row -> row((Tenant) row[0], (Long) row[1]))
                .toList();
    }

    /** The operator in place of a tenant's admins: what is done so is written down as the operator's doing. */
    public Caller standIn(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        var found = em.find(Tenant.class, tenant.value());
        if (found == null) {
            throw new NotFound();
        }
        return new Caller(
                operator.person(),
                tenant,
                null,
                true,
                true,
                operator.locale(),
                found.zone(),
                found.currency(),
                operator.apiKey());
    }

    /**
     * The members of the caller's tenant, those who left and service accounts too, because usage names them: people first,
     * each by name.
     */
    public List<MemberRow> members(Caller caller) {
        caller.require(Role.ADMIN);
        return em.createQuery(
                        "select m, p from Member m left join Person p on p.id = m.person where m.tenant = :tenant"
                                + " order by m.kind, p.name, m.name",
                        Object[].class)
                .setParameter("tenant", caller.tenant().value())
                .getResultStream()
                .map(row -> memberRow((Member) row[0], (Person) row[1]))
                .toList();
    }

    public boolean isActive(TenantId tenant) {
        return em.find(Tenant.class, tenant.value()).state() == Tenant.State.ACTIVE;
    }

    /** How many seats are taken: active members; service accounts take none. */
    public int seatsTaken(TenantId tenant) {
        return em.createQuery(
                        "select count(m) from Member m where m.tenant = :tenant and m.state = :active"
                                + " and m.kind = :person",
                        Long.class)
                .setParameter("person", Member.Kind.PERSON)
                .setParameter("tenant", tenant.value())
                .setParameter("active", Member.State.ACTIVE)
                .getSingleResult()
                .intValue();
    }

    /** Holds the tenant's row until the transaction ends, so that its places change one after the other. */
    public void hold(TenantId tenant) {
        em.createNativeQuery("SELECT id, state FROM tenant WHERE id = ? FOR UPDATE")
                .setParameter(1, tenant.toString())
                .getResultList();
    }

    /** The caller's own tenant, or any for the operator. */
    public Row get(Caller caller, TenantId tenant) {
        if (!caller.has(Role.OPERATOR) && !caller.require(Role.MEMBER).tenant().equals(tenant)) {
            throw new NotFound();
        }
        var found = em.find(Tenant.class, tenant.value());
        if (found == null) {
            throw new NotFound();
        }
        return row(found, seatsTaken(tenant));
    }

    /** A person's place in this tenant, active or not. */
    public MemberRow place(TenantId tenant, MemberId member) {
        return em.createQuery(
                        "select m, p from Member m, Person p where p.id = m.person and m.id = :id and m.tenant = :tenant",
                        Object[].class)
                .setParameter("id", member.value())
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .findFirst()
                .map(row -> memberRow((Member) row[0], (Person) row[1]))
                .orElseThrow(NotFound::new);
    }

    /** Whether this person has a place here that was not taken away. */
    public boolean hasPlace(TenantId tenant, PersonId person) {
        return memberships(person).stream().anyMatch(place -> place.tenant().equals(tenant));
    }

    /** Changes a member's role, whether the place is taken away or not. */
    public void give(TenantId tenant, MemberId member, Role role) {
        em.createQuery("update Member m set m.role = :role where m.id = :id and m.tenant = :tenant")
                .setParameter("role", role)
                .setParameter("id", member.value())
                .setParameter("tenant", tenant.value())
                .executeUpdate();
    }

    /** How many active admins the tenant has beside this member. */
    public int otherAdmins(TenantId tenant, MemberId member) {
        return em.createQuery(
                        "select count(m) from Member m where m.tenant = :tenant and m.role = :admin and m.state = :active"
                                + " and m.id <> :id",
                        Long.class)
                .setParameter("tenant", tenant.value())
                .setParameter("admin", Role.ADMIN)
                .setParameter("active", Member.State.ACTIVE)
                .setParameter("id", member.value())
                .getSingleResult()
                .intValue();
    }

    /**
     * Takes a place away: sessions that stand in it end there, and its keys are closed for good; false when it was taken
     * away already.
     */
    public boolean remove(TenantId tenant, MemberId member) {
        boolean removed = move(tenant, member, Member.State.ACTIVE, Member.State.REMOVED);
        if (removed) {
            ServiceAccounts.closeKeys(em, clock.instant(), tenant, member);
            keys.changed(tenant);
        }
        return removed;
    }

    /** Gives a place back with its old role; false when it was never taken away. */
    public boolean giveBack(TenantId tenant, MemberId member) {
        return move(tenant, member, Member.State.REMOVED, Member.State.ACTIVE);
    }

    private boolean move(TenantId tenant, MemberId member, Member.State from, Member.State to) {
        return em.createQuery("update Member m set m.state = :to where m.id = :id and m.tenant = :tenant"
                                + " and m.state = :from")
                        .setParameter("to", to)
                        .setParameter("id", member.value())
                        .setParameter("tenant", tenant.value())
                        .setParameter("from", from)
                        .executeUpdate()
                == 1;
    }

    /** Suspends an active tenant for an unpaid bill: its people read, export and pay, but call no model (rule 9.4). */
    public boolean suspendForBill(TenantId tenant) {
        keys.changed(tenant);
        return em.createNativeQuery(
                                "UPDATE tenant SET state = 'SUSPENDED', suspended_for = 'BILL' WHERE id = ? AND state = 'ACTIVE'")
                        .setParameter(1, tenant.toString())
                        .executeUpdate()
                == 1;
    }

    /** The bill is paid: lifts a suspension that was for it, and no other. */
    public boolean liftForBill(TenantId tenant) {
        keys.changed(tenant);
        return em.createNativeQuery("UPDATE tenant SET state = 'ACTIVE', suspended_for = NULL WHERE id = ?"
                                + " AND state = 'SUSPENDED' AND suspended_for = 'BILL'")
                        .setParameter(1, tenant.toString())
                        .executeUpdate()
                == 1;
    }

    /** What the tenant is called. */
    public String name(TenantId tenant) {
        return em.find(Tenant.class, tenant.value()).name();
    }

    private Optional<Object[]> place(PersonId person, MemberId member) {
        return em.createQuery(
                        "select m, t from Member m, Tenant t where t.id = m.tenant and m.id = :id and m.person = :person"
                                + " and m.state = :active",
                        Object[].class)
                .setParameter("id", member.value())
                .setParameter("person", person.value())
                .setParameter("active", Member.State.ACTIVE)
                .getResultStream()
                .findFirst();
    }

    private static SignedIn signedIn(Person person, Member member, Tenant tenant) {
        var caller = new Caller(
                person.id(),
                tenant.id(),
                member.id(),
                member.role() == Role.ADMIN,
                person.operator(),
                person.locale().orElse(tenant.locale()),
                tenant.zone(),
                tenant.currency());
        return new SignedIn(caller, person.name(), person.email(), tenant.name(), person.theme());
    }

    private static Membership membership(Member member, Tenant tenant) {
        return new Membership(member.id(), tenant.id(), tenant.name(), member.role());
    }

    private static Row row(Tenant t, long members) {
        return new Row(t.id(), t.name(), t.currency(), t.zone().getId(), t.locale(), t.state(), members, t.createdAt());
    }

    private static MemberRow memberRow(Member m, Person p) {
        return p == null
                ? new MemberRow(m.id(), m.name(), "", m.role(), m.state(), true)
                : new MemberRow(m.id(), p.name(), p.email(), m.role(), m.state(), false);
    }

    /** A tenant as the operator sees it. */
    public record Row(
            TenantId id,
            String name,
            Currency currency,
            String zone,
            Locale locale,
            Tenant.State state,
            long members,
            Instant createdAt)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** A member as the tenant's admin sees them; a service account has no address. */
    public record MemberRow(MemberId id, String name, String email, Role role, Member.State state, boolean service) {}
}
