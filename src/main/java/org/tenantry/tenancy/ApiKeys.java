package org.tenantry.tenancy;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/**
 * Keeps the keys by which programs act for members and service accounts; a secret is told once and never stored. A member
 * sees to the own keys, an admin to those of service accounts; of other members' keys an admin never hears a secret, but
 * may change what they are for and revoke them.
 */
@Stateless
public class ApiKeys {
    /** How long a replaced secret usually goes on working. */
    public static final Duration USUAL_OVERLAP = Duration.ofHours(24);

    /** The longest time that a replaced secret can go on working. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final int MOST_LIVE = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    KeyMemory memory;

    /** A key that was just made or got a fresh secret, which is told here for the only time. */
    public record Made(UUID id, String name, String secret) {
        @Override
        public String toString() {
            return name + " " + id;
        }
    }

    /** Makes a key for everything with a fresh secret and tells the secret, for the only time. */
    public String create(TenantId tenant, MemberId member, String name) {
        var all = EnumSet.allOf(KeyScope.class);
        return made(tenant, member, new KeyForm(name, all, Set.of(), AllowedAddresses.ANYWHERE, null))
                .secret();
    }

    /** Makes a key of the caller's own, if the admins let members make keys. */
    public Made create(Caller caller, KeyForm form) {
        if (!mayMake(caller)) {
            throw new Refusal(403, "tenancy.refusal.keysByAdmins");
        }
        return create(caller, caller.member(), form);
    }

    /** Makes a key of a service account. */
    public Made createFor(Caller admin, MemberId service, KeyForm form) {
        mustBeService(admin, service);
        return create(admin, service, form);
    }

    private Made create(Caller caller, MemberId member, KeyForm form) {
        var made = made(caller.tenant(), member, form.mustLive(clock.instant()));
        told(caller.person(), caller.tenant(), "apiKey.add", made.id(), made.name());
        return made;
    }

    /** Changes what a key of the tenant is for; its secrets stay. */
    public void change(Caller admin, UUID key, KeyForm form) {
        var found = live(admin.require(Role.ADMIN), key);
        if (!form.equals(form(found))) {
            form.end()
                    .filter(end -> !end.equals(form(found).expiresAt()))
                    .ifPresent(end -> form.mustLive(clock.instant()));
            mustBeFree(found.tenant(), found.member(), form.name(), Optional.of(key));
            shape(found, form);
            told(admin.person(), admin.tenant(), "apiKey.change", key, form.name());
        }
    }

    /**
     * Gives a key a fresh secret, told for the only time. The one before works on for this long, at most 30 days, and no
     * longer than it would have; none for at once.
     */
    public Made rotate(Caller caller, UUID key, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new InvalidInput("tenancy.refusal.overlap", LONGEST_OVERLAP.toDays());
        }
        var found = live(caller, key);
        if (!caller.isMember(found.member())) {
            mustBeService(caller, found.member());
        }
        var secret = ApiSecret.generate();
        replace(found, secret, clock.instant().plus(overlap));
        told(caller.person(), caller.tenant(), "apiKey.rotate", key, found.name() + ", overlap " + overlap);
        return new Made(key, found.name(), secret.text());
    }

    /** Closes a key for good; one that is closed stays so. */
    public void revoke(Caller caller, UUID key) {
        var found = held(caller, key);
        if (!caller.isMember(found.member())) {
            caller.require(Role.ADMIN);
        }
        if (found.isActive()) {
            found.revoke(clock.instant());
            told(caller.person(), caller.tenant(), "apiKey.revoke", key, found.name());
        }
    }

    /** Whether the caller may make keys of the own: members as their admins decided, admins always. */
    public boolean mayMake(Caller caller) {
        return caller.has(Role.ADMIN) || membersMake(caller);
    }

    /** Whether members may make keys for themselves. */
    public boolean membersMake(Caller caller) {
        return read(
                        em,
                        "SELECT members_make_keys, id FROM tenant WHERE id = ?",
                        caller.tenant().value())
                .stream()
                .anyMatch(row -> truth(row[0]));
    }

    /** Lets members make keys for themselves, or no longer; the keys that there are go on working. */
    public void letMembersMake(Caller admin, boolean may) {
        var tenant = admin.require(Role.ADMIN).tenant();
        if (Rows.change(
                        em,
                        "UPDATE tenant SET members_make_keys = ? WHERE id = ? AND members_make_keys <> ?",
                        may,
                        tenant.value(),
                        may)
                == 1) {
            audit.record(
                    admin.person(), tenant, "apiKey.byMembers", tenant.toString(), may ? "allowed" : "not allowed");
        }
    }

    /** What a live key of this name is for, whoever runs the deployment wants to know. */
    public Optional<KeyForm> form(TenantId tenant, MemberId member, String name) {
        return named(tenant, member, name).filter(ApiKey::isActive).map(this::form);
    }

    /**
     * Sees to it that there is a key with this secret from outside; true when something changed. A key of that name gets
     * this secret instead of its old one at once, unless it was replaced by hand since. A revoked key stays so.
     */
    public boolean adopt(TenantId tenant, MemberId member, KeyForm form, String secretText) {
        var secret = new ApiSecret(secretText);
        var known = named(tenant, member, form.name());
        var owner = read(em, "SELECT key_id, secret_hash FROM api_key_secret WHERE public_id = ?", secret.publicId());
        boolean here = known.isPresent()
                && owner.stream()
                        .anyMatch(row -> known.get().id().equals(uuid(row[0])) && secret.hashesTo(row[1].toString()));
        if (!owner.isEmpty() && !here) {
            throw new InvalidInput("tenancy.refusal.secretTaken");
        }
        if (known.isEmpty()) {
            persist(new ApiKey(tenant, member, form, clock.instant()), form, secret);
            return true;
        }
        var key = known.get();
        boolean differs = !form.equals(form(key));
        if (!key.isActive() || here && !differs) {
            return false;
        }
        shape(key, form);
        if (!here) {
            replace(key, secret, clock.instant());
        }
        memory.changed(tenant);
        return true;
    }

    /** Whether a member has, or had, a key of this name. */
    public boolean exists(TenantId tenant, MemberId member, String name) {
        return named(tenant, member, name).isPresent();
    }

    public boolean exists(TenantId tenant, String name) {
        return !read(em, "SELECT id, state FROM api_key WHERE tenant_id = ? AND name = ?", tenant.value(), name)
                .isEmpty();
    }

    /** Writes down that a key was used then; only the latest time is kept. */
    public void used(UUID key, Instant at) {
        Rows.change(
                em,
                "UPDATE api_key SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)",
                at,
                key,
                at);
    }

    private Made made(TenantId tenant, MemberId member, KeyForm form) {
        if (read(
                        em,
                        "SELECT id, state FROM member WHERE id = ? AND tenant_id = ? AND state = 'ACTIVE' FOR UPDATE",
                        member.value(),
                        tenant.value())
                .isEmpty()) {
            throw new NotFound();
        }
        var live = read(
                em,
                "SELECT COUNT(*), MIN(created_at) FROM api_key WHERE tenant_id = ? AND member_id = ? AND state = 'ACTIVE'",
                tenant.value(),
                member.value());
        if (number(live.get(0)[0]) >= MOST_LIVE) {
            throw new InvalidInput("tenancy.refusal.keyCount", MOST_LIVE);
        }
        mustBeFree(tenant, member, form.name(), Optional.empty());
        var secret = ApiSecret.generate();
        var key = new ApiKey(tenant, member, form, clock.instant());
        persist(key, form, secret);
        return new Made(key.id(), key.name(), secret.text());
    }

    private void persist(ApiKey key, KeyForm form, ApiSecret secret) {
        em.persist(key);
        em.flush();
        em.persist(new ApiKeySecret(key.tenant(), key.id(), secret, clock.instant()));
        allow(key, form);
    }

    private void shape(ApiKey key, KeyForm form) {
        key.shape(form);
        Rows.change(
                em,
                "DELETE FROM api_key_model WHERE key_id = ? AND tenant_id = ?",
                key.id(),
                key.tenant().value());
        allow(key, form);
    }

    private void allow(ApiKey key, KeyForm form) {
        for (var model : form.models()) {
            int found = Rows.change(
                    em,
                    "INSERT INTO api_key_model (key_id, model_id, tenant_id) SELECT ?, id, ? FROM model WHERE id = ?",
                    key.id(),
                    key.tenant().value(),
                    model.value());
            if (found != 1) {
                throw new NotFound();
            }
        }
    }

    private void replace(ApiKey key, ApiSecret secret, Instant end) {
        Rows.change(
                em,
                "UPDATE api_key_secret SET ends_at = ? WHERE key_id = ? AND tenant_id = ?"
                        + " AND (ends_at IS NULL OR ends_at > ?)",
                end,
                key.id(),
                key.tenant().value(),
                end);
        em.persist(new ApiKeySecret(key.tenant(), key.id(), secret, clock.instant()));
    }

    private void told(PersonId by, TenantId tenant, String act, UUID key, String detail) {
        memory.changed(tenant);
        audit.record(by, tenant, act, key.toString(), detail);
    }

    private KeyForm form(ApiKey key) {
        return KeyShelf.form(em, key);
    }

    /** A key of the caller's tenant, held until the transaction ends; a foreign one looks like a missing one. */
    private ApiKey held(Caller caller, UUID key) {
        return Optional.ofNullable(em.find(ApiKey.class, key, LockModeType.PESSIMISTIC_WRITE))
                .filter(found -> found.tenant().equals(caller.tenant()))
                .filter(found -> caller.has(Role.ADMIN) || caller.isMember(found.member()))
                .orElseThrow(NotFound::new);
    }

    private ApiKey live(Caller caller, UUID key) {
        var found = held(caller, key);
        if (!found.isActive()) {
            throw new InvalidInput("tenancy.refusal.keyRevoked", found.name());
        }
        return found;
    }

    private void mustBeService(Caller admin, MemberId member) {
        if (read(
                        em,
                        "SELECT id, name FROM member WHERE id = ? AND tenant_id = ? AND kind = 'SERVICE'",
                        member.value(),
                        admin.require(Role.ADMIN).tenant().value())
                .isEmpty()) {
            throw new NotFound();
        }
    }

    private void mustBeFree(TenantId tenant, MemberId member, String name, Optional<UUID> but) {
        named(tenant, member, name)
                .filter(ApiKey::isActive)
                .filter(found -> but.isEmpty() || !but.get().equals(found.id()))
                .ifPresent(found -> {
                    throw new InvalidInput("tenancy.refusal.keyTaken", name);
                });
    }

    /** The key of this name: the live one, else the one that was made last. */
    private Optional<ApiKey> named(TenantId tenant, MemberId member, String name) {
        List<ApiKey> found = em.createQuery(
                        "select k from ApiKey k where k.tenant = :tenant and k.member = :member and k.name = :name"
                                + " order by k.state, k.createdAt desc",
                        ApiKey.class)
                .setParameter("tenant", tenant.value())
                .setParameter("member", member.value())
                .setParameter("name", name)
                .setMaxResults(1)
                .getResultList();
        return found.stream().findFirst();
    }
}
