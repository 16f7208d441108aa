package org.tenantry.ledger;

import org.tenantry.values.Refusal;

/** The books are being audited at this moment; a second run would find the same. */
public class AuditRunning extends Refusal {
    private static final long serialVersionUID = 1L;

    public AuditRunning() {
        super(409, "books.refusal.running");
    }
}
