package org.tenantry.metering;

import org.tenantry.values.Money;
import org.tenantry.values.RequestId;

/** Value set aside for a call; {@code mostOutputTokens} is what it pays for and what the provider must be told. */
public record Hold(RequestId id, int mostOutputTokens, Money amount, boolean shortened) {}
