package org.tenantry.metering;

import org.tenantry.values.Refusal;

/** A request key stands for one wish: with another body it is refused (rule 3.7). */
public class KeyReused extends Refusal {
    private static final long serialVersionUID = 1L;

    public KeyReused() {
        super(422, "metering.refusal.keyReused");
    }
}
