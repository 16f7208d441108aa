package org.tenantry.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.PersonId;

/**
 * A key by which a program runs the deployment in an operator's name; it belongs to no tenant. Only its public id and the
 * SHA-256 of its secret are kept. It opens until it is revoked or its end has come.
 */
@Entity
@Table(name = "operator_key")
class OperatorKey {
    private static final int LONGEST_NAME = 100;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "person_id")
    private UUID person;

    @Column(name = "name")
    private String name;

    @Column(name = "public_id")
    private String publicId;

    @Column(name = "secret_hash")
    private String secretHash;

    @Column(name = "reads_only")
    private boolean readsOnly;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private ApiKey.State state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected OperatorKey() {}

    OperatorKey(PersonId person, String name, ApiSecret secret, boolean readsOnly, Instant createdAt, Instant end) {
        this.id = Ids.next();
        this.person = person.value();
        this.name = named(name);
        this.readsOnly = readsOnly;
        this.state = ApiKey.State.ACTIVE;
        this.createdAt = createdAt;
        this.expiresAt = end;
        replace(secret);
    }

    UUID id() {
        return id;
    }

    PersonId person() {
        return new PersonId(person);
    }

    String name() {
        return name;
    }

    String publicId() {
        return publicId;
    }

    boolean readsOnly() {
        return readsOnly;
    }

    ApiKey.State state() {
        return state;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Null when it has no end. */
    Instant expiresAt() {
        return expiresAt;
    }

    boolean hasSecret(ApiSecret secret) {
        return secret.hashesTo(secretHash);
    }

    final void replace(ApiSecret secret) {
        publicId = secret.publicId();
        secretHash = secret.hash();
        state = ApiKey.State.ACTIVE;
    }

    void revoke() {
        state = ApiKey.State.REVOKED;
    }

    static String named(String name) {
        var stripped = name == null ? "" : name.strip();
        boolean line = stripped.chars().noneMatch(Character::isISOControl);
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME || !line) {
            throw new InvalidInput("refusal.name.form", LONGEST_NAME);
        }
        return stripped;
    }
}
