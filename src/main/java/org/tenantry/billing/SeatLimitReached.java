package org.tenantry.billing;

import org.tenantry.values.Refusal;

/** All seats that were bought are taken: nobody can get one until another is given back or more are bought. */
public class SeatLimitReached extends Refusal {
    private static final long serialVersionUID = 1L;

    SeatLimitReached(int seats) {
        super(409, "billing.refusal.seatLimit", seats);
    }

    /** Fewer seats are planned for the next period, and those are all taken. */
    private SeatLimitReached(String key, int seats) {
        super(409, key, seats);
    }

    static SeatLimitReached ofNextPeriod(int seats) {
        return new SeatLimitReached("billing.refusal.seatLimitNext", seats);
    }
}
