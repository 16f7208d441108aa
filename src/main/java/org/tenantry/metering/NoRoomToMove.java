package org.tenantry.metering;

import org.tenantry.values.Refusal;

/** Another model would take a call over, but credit or a budget does not pay for it: choose a cheaper one, or top up. */
public class NoRoomToMove extends Refusal {
    private static final long serialVersionUID = 1L;

    public NoRoomToMove(String model) {
        super(429, "metering.refusal.noRoomToMove", model);
    }
}
