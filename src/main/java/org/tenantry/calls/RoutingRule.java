package org.tenantry.calls;

import java.io.Serializable;
import java.util.UUID;

/** One line of a routing table: under these conditions a question goes there. {@code own}: the tenant's, not the operator's. */
public record RoutingRule(UUID id, boolean own, String name, Conditions conditions, Target target, boolean enabled)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
