package org.tenantry.calls;

import org.tenantry.models.Keyed;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.ProviderId;

/** One way to have a question answered: a model of a provider, with one of its keys. {@code ill}: it is known to fail. */
record Way(OfferedModel model, ProviderId provider, Keyed keyed, boolean ill) {}
