package org.tenantry.metering;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.Optional;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.values.MemberId;

/** Makes keys of service accounts that have a limit from the first moment: both are there, or neither. */
@Stateless
public class KeyLimits {
    @Inject
    ApiKeys keys;

    @Inject
    Budgets budgets;

    /** How much a key may use; at least one of soft mark and hard limit, in tokens or nano units. */
    public record Limit(Budget.Unit unit, Budget.Span span, Optional<Long> soft, Optional<Long> hard)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public ApiKeys.Made create(Caller admin, MemberId service, KeyForm form, Optional<Limit> limit) {
        var made = keys.createFor(admin, service, form);
        limit.ifPresent(of -> budgets.setForKey(admin, made.id(), of.unit(), of.span(), of.soft(), of.hard()));
        return made;
    }
}
