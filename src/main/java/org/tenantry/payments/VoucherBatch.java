package org.tenantry.payments;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.ledger.LotKind;
import org.tenantry.values.Money;

/**
 * Vouchers of one kind that the operator gives out: active → stopped. The codes are there once it was exported;
 * {@code creditDays} null means that their credit never ends.
 */
public record VoucherBatch(
        UUID id,
        String name,
        LotKind kind,
        Money amount,
        int vouchers,
        Instant expiresAt,
        Integer creditDays,
        boolean stopped,
        Instant exportedAt,
        Instant createdAt,
        long redeemed)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
