package org.tenantry.ledger;

import org.tenantry.values.Refusal;

/** The books of this tenant were not found in order since it was parked. */
public class StillRed extends Refusal {
    private static final long serialVersionUID = 1L;

    public StillRed() {
        super(409, "books.refusal.stillRed");
    }
}
