package org.tenantry.values;

/** The caller is known but has not the role that this needs. */
public class Forbidden extends Refusal {
    private static final long serialVersionUID = 1L;

    public Forbidden() {
        super(403, "refusal.forbidden");
    }
}
