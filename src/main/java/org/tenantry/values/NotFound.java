package org.tenantry.values;

/** There is no such thing for this caller: another tenant's row looks exactly like a missing one. */
public class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;

    public NotFound() {
        super(404, "refusal.notFound");
    }
}
