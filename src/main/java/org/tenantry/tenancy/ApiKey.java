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
import org.tenantry.values.MemberId;
import org.tenantry.values.TenantId;

/** A key by which a program acts for a member. Only its public id and the SHA-256 of its secret are kept. */
@Entity
@Table(name = "api_key")
public class ApiKey {
    /** Whether the key opens the door. */
    public enum State {
        ACTIVE,
        REVOKED
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenant;

    @Column(name = "member_id")
    private UUID member;

    @Column(name = "name")
    private String name;

    @Column(name = "public_id")
    private String publicId;

    @Column(name = "secret_hash")
    private String secretHash;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "created_at")
    private Instant createdAt;

    protected ApiKey() {}

    ApiKey(TenantId tenant, MemberId member, String name, ApiSecret secret, Instant createdAt) {
        this.id = Ids.next();
        this.tenant = tenant.value();
        this.member = member.value();
        this.name = name;
        this.state = State.ACTIVE;
        this.createdAt = createdAt;
        replace(secret);
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String publicId() {
        return publicId;
    }

    public TenantId tenant() {
        return new TenantId(tenant);
    }

    public MemberId member() {
        return new MemberId(member);
    }

    public State state() {
        return state;
    }

    public Instant createdAt() {
        return createdAt;
    }

    boolean opensWith(ApiSecret secret) {
        return state == State.ACTIVE && secret.hashesTo(secretHash);
    }

    final void replace(ApiSecret secret) {
        publicId = secret.publicId();
        secretHash = secret.hash();
    }
}
