package org.tenantry.repeats;

import org.tenantry.values.Refusal;

/** The same request was made before and is still being answered. */
public class StillRunning extends Refusal {
    private static final long serialVersionUID = 1L;

    public StillRunning() {
        super(409, "repeats.refusal.running");
    }
}
