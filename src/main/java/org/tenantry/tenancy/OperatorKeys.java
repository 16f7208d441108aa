package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;

/** Keeps the keys by which programs run the deployment in an operator's name; a secret is shown once and never stored. */
@Stateless
public class OperatorKeys {
    /** The name of the key whose secret comes from the configuration. */
    public static final String CONFIGURED = "configuration";

    private static final int MOST_ACTIVE = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    People people;

    @Inject
    KeyMemory memory;

    @Inject
    AuditLog audit;

    /** A key as the list shows it; {@code expiresAt} is null where it has no end. */
    public record Row(
            UUID id,
            String name,
            String publicId,
            PersonId person,
            boolean readsOnly,
            ApiKey.State state,
            Instant createdAt,
            Instant expiresAt)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isRevoked() {
            return state == ApiKey.State.REVOKED;
        }

        public boolean isOver(Instant now) {
            return expiresAt != null && !expiresAt.isAfter(now);
        }

        /** Whether its secret comes from the configuration, which brings it back at the next start. */
        public boolean isConfigured() {
            return name.equals(CONFIGURED);
        }
    }

    /** A fresh key and its secret, which is told this once. */
    public record Made(UUID id, String secret) {}

    /** Makes a key that does what this operator may, or reads only; without an end it opens until it is revoked. */
    public Made create(Caller operator, String name, boolean readsOnly, Optional<Instant> end) {
        operator.require(Role.OPERATOR);
        var now = clock.instant();
        if (end.filter(at -> !at.isAfter(now)).isPresent()) {
            throw new InvalidInput("tenancy.refusal.operatorKey.over");
        }
        var secret = ApiSecret.generate();
        var key = new OperatorKey(
                operator.person(),
                name,
                secret,
                readsOnly,
                now,
                end.map(at -> at.truncatedTo(ChronoUnit.MICROS)).orElse(null));
        if (named(key.name()).isPresent()) {
            throw new InvalidInput("tenancy.refusal.operatorKey.taken", key.name());
        }
        if (list(operator).stream().filter(row -> !row.isRevoked()).count() >= MOST_ACTIVE) {
            throw new InvalidInput("tenancy.refusal.operatorKey.full", MOST_ACTIVE);
        }
        em.persist(key);
        changed(operator, "operatorKey.add", key, readsOnly ? "reads only" : "");
        return new Made(key.id(), secret.text());
    }

    /** All keys, revoked ones too, the newest first. */
    public List<Row> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return em.createQuery("select k from OperatorKey k order by k.createdAt desc, k.id", OperatorKey.class)
                .getResultStream()
                .map(OperatorKeys::row)
                .toList();
    }

    /** From now on it opens nothing; a key that was revoked stays so. */
    public void revoke(Caller operator, UUID id) {
        operator.require(Role.OPERATOR);
        var key = em.find(OperatorKey.class, id);
        if (key == null) {
            throw new NotFound();
        }
        if (key.state() == ApiKey.State.ACTIVE) {
            key.revoke();
            changed(operator, "operatorKey.revoke", key, "");
        }
    }

    /**
     * Sees to it that the key of the configuration opens with this secret, in the name of the operator with this address.
     * False: it did already.
     */
    public boolean adopt(String email, String secretText) {
        var secret = new ApiSecret(secretText);
        var known = named(CONFIGURED);
        if (known.filter(key -> key.state() == ApiKey.State.ACTIVE && key.hasSecret(secret))
                .isPresent()) {
            return false;
        }
        var person = people.find(email).orElseThrow(NotFound::new);
        if (known.isPresent()) {
            known.get().replace(secret);
        } else {
            em.persist(new OperatorKey(person, CONFIGURED, secret, false, clock.instant(), null));
        }
        memory.changed(AuditLog.OPERATOR);
        audit.record(null, AuditLog.OPERATOR, "operatorKey.adopt", CONFIGURED, secret.publicId());
        return true;
    }

    /** The key that this secret opens, whatever the time is, as long as its person is an operator. */
    public Optional<KeyImage> find(ApiSecret secret) {
        return em.createQuery(
                        "select k, p from OperatorKey k, Person p where k.publicId = :id and p.id = k.person"
                                + " and p.operator = true and k.state = :active",
                        Object[].class)
                .setParameter("id", secret.publicId())
                .setParameter("active", ApiKey.State.ACTIVE)
                .getResultStream()
                .filter(row -> ((OperatorKey) row[0]).hasSecret(secret))
                .findFirst()
                .map(row -> image((OperatorKey) row[0], (Person) row[1]));
    }

    private static KeyImage image(OperatorKey key, Person person) {
        var language = person.locale().orElse(Locale.ENGLISH);
        var caller = new Caller(person.id(), null, null, false, true, language, ZoneOffset.UTC, null, key.id());
        var scopes = key.readsOnly() ? Set.of(KeyScope.MANAGE_READ) : Set.of(KeyScope.MANAGE_READ, KeyScope.MANAGE);
        var opened = new OpenedKey(key.id(), caller, scopes, Set.of(), key.name(), true);
        return new KeyImage(opened, AllowedAddresses.ANYWHERE, key.expiresAt(), null);
    }

    private Optional<OperatorKey> named(String name) {
        return em.createQuery("select k from OperatorKey k where k.name = :name", OperatorKey.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    private void changed(Caller operator, String act, OperatorKey key, String detail) {
        memory.changed(AuditLog.OPERATOR);
        audit.record(operator.person(), AuditLog.OPERATOR, act, key.name() + " " + key.publicId(), detail);
    }

    private static Row row(OperatorKey k) {
        return new Row(
                k.id(), k.name(), k.publicId(), k.person(), k.readsOnly(), k.state(), k.createdAt(), k.expiresAt());
    }
}
