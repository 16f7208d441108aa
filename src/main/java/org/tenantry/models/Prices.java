package org.tenantry.models;

import java.util.UUID;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;

/** The two sides of one price version; {@code buy} is null when the operator has not said what the provider takes. */
public record Prices(UUID version, ModelId model, Price sell, Price buy) {}
