package org.tenantry.ledger;

import org.tenantry.values.Refusal;

/** The books of this tenant are being checked; nothing is spent meanwhile. */
public class WalletParked extends Refusal {
    private static final long serialVersionUID = 1L;

    public WalletParked() {
        super(403, "ledger.refusal.walletParked");
    }
}
