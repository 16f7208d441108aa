package org.tenantry.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.Converters;
import org.tenantry.values.MemberId;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/**
 * The place of one person in one tenant, with a role; or a service account, which is no person but has a name of its own.
 * A removed member keeps the row, because usage refers to it.
 */
@Entity
@Table(name = "member")
public class Member {
    /** Whether the place can be used. */
    public enum State {
        ACTIVE,
        REMOVED
    }

    /** What stands behind the place. */
    public enum Kind {
        PERSON,
        /** Programs alone: no seat, no sign-in. */
        SERVICE
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenant;

    @Convert(converter = Converters.NullableUuidColumn.class)
    @Column(name = "person_id")
    private UUID person;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private Kind kind;

    @Column(name = "name")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Role role;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Member() {}

    Member(TenantId tenant, PersonId person, Role role, Instant createdAt) {
        this.id = MemberId.next().value();
        this.tenant = tenant.value();
        this.person = person.value();
        this.kind = Kind.PERSON;
        this.createdAt = createdAt;
        seat(role);
    }

    /** A service account. */
    Member(TenantId tenant, String name, Instant createdAt) {
        this.id = MemberId.next().value();
        this.tenant = tenant.value();
        this.kind = Kind.SERVICE;
        this.name = name;
        this.createdAt = createdAt;
        seat(Role.MEMBER);
    }

    public MemberId id() {
        return new MemberId(id);
    }

    public TenantId tenant() {
        return new TenantId(tenant);
    }

    public PersonId person() {
        return new PersonId(person);
    }

    public Kind kind() {
        return kind;
    }

    /** The name of a service account; a person's is the person's own. */
    String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public State state() {
        return state;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Gives the place (back) with this role; running the deployment is no role inside a tenant. */
    final void seat(Role newRole) {
        if (newRole == Role.OPERATOR) {
            throw new IllegalArgumentException("a member is MEMBER or ADMIN");
        }
        role = newRole;
        state = State.ACTIVE;
    }
}
