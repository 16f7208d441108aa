package org.tenantry.tenancy;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.tenantry.values.Forbidden;
import org.tenantry.values.MemberId;
import org.tenantry.values.PersonId;
import org.tenantry.values.TenantId;

/**
 * Who is calling and for which tenant: the first parameter of every tenant-facing service method, and the only source
 * of the tenant. An operator without a place in a tenant has neither {@link #tenant()} nor {@link #member()}: asking
 * for them is {@link Forbidden}. {@code apiKey} is the key by which a program acts, null for a person at a page.
 */
public record Caller(
        PersonId person,
        TenantId tenant,
        MemberId member,
        boolean admin,
        boolean operator,
        Locale locale,
        ZoneId zone,
        Currency currency,
        UUID apiKey)
        implements Serializable {
    /** A person at a page. */
    public Caller(
            PersonId person,
            TenantId tenant,
            MemberId member,
            boolean admin,
            boolean operator,
            Locale locale,
            ZoneId zone,
            Currency currency) {
        this(person, tenant, member, admin, operator, locale, zone, currency, null);
    }

    @Override
    public TenantId tenant() {
        if (tenant == null) {
            throw new Forbidden();
        }
        return tenant;
    }

    @Override
    public MemberId member() {
        if (member == null) {
            throw new Forbidden();
        }
        return member;
    }

    /** Whether this place is the caller's own. */
    public boolean isMember(MemberId place) {
        return place.equals(member);
    }

    public boolean hasTenant() {
        return tenant != null;
    }

    public boolean has(Role role) {
        return switch (role) {
            case MEMBER -> tenant != null;
            case ADMIN -> tenant != null && admin;
            case OPERATOR -> operator;
        };
    }

    public Caller require(Role role) {
        if (!has(role)) {
            throw new Forbidden();
        }
        return this;
    }
}
