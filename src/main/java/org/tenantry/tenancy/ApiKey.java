package org.tenantry.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.values.Ids;
import org.tenantry.values.MemberId;
import org.tenantry.values.TenantId;

/**
 * A key by which a program acts for a member or is a service account: ACTIVE until it is REVOKED for good. It keeps its
 * row, because calls refer to it; its secrets are {@link ApiKeySecret}.
 */
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

    /** A SET of the database: names parted by commas. */
    @Column(name = "scopes")
    private String scopes;

    @Column(name = "addresses")
    private String addresses;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    protected ApiKey() {}

    ApiKey(TenantId tenant, MemberId member, KeyForm form, Instant createdAt) {
        this.id = Ids.next();
        this.tenant = tenant.value();
        this.member = member.value();
        this.state = State.ACTIVE;
        this.createdAt = createdAt;
        shape(form);
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
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

    boolean isActive() {
        return state == State.ACTIVE;
    }

    final void shape(KeyForm form) {
        name = form.name();
        scopes = written(form.scopes());
        addresses = form.addresses().text();
        expiresAt = form.expiresAt();
    }

    void revoke(Instant now) {
        state = State.REVOKED;
        revokedAt = now;
    }

    private static String written(Set<KeyScope> scopes) {
        return scopes.stream().sorted().map(KeyScope::name).collect(Collectors.joining(","));
    }

    static Set<KeyScope> read(String scopes) {
        return scopes.isEmpty()
                ? Set.of()
                : Arrays.stream(scopes.split(",")).map(KeyScope::valueOf).collect(Collectors.toSet());
    }
}
