package org.tenantry.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.Money;

/** One piece of a wallet's value with its kind and expiry. */
public record CreditLot(
        UUID id, LotKind kind, Money granted, Money remaining, Optional<Instant> expiresAt, Instant createdAt) {}
