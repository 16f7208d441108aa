package org.tenantry.models;

import java.util.List;
import org.tenantry.values.ProviderId;

/** Who answers for a model and under which name, and the keys, at least one, with which it may be asked now. */
public record Reach(ProviderId provider, String upstreamName, ModelKind kind, List<Keyed> keys) {}
