package org.tenantry.tenancy;

import java.io.Serializable;
import org.tenantry.values.MemberId;
import org.tenantry.values.TenantId;

/** One of the places a person may switch to. */
public record Membership(MemberId member, TenantId tenant, String tenantName, Role role) implements Serializable {
    private static final long serialVersionUID = 1L;
}
