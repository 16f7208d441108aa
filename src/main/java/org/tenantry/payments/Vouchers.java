package org.tenantry.payments;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Money;
import org.tenantry.values.Retry;

/**
 * Redeems vouchers: each once, and a tenant that types wrong codes waits for the next hour (rule 8.2). The same words are
 * said of a code that nobody has and of one that somebody else has used.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Vouchers {
    @Inject
    VoucherTries tries;

    /** Adds the credit of a voucher and answers how much it is; sent again it is still redeemed once. */
    public Money redeem(Caller admin, String typed) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var hour = Retry.transaction(() -> tries.take(tenant));
        return Retry.transaction(() -> tries.redeem(admin, VoucherCode.typed(typed), hour));
    }
}
