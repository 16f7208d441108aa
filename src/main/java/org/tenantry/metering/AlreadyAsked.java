package org.tenantry.metering;

import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;

/** The same request key was used before with the same body: its call is the one to look at, no second one is made. */
public class AlreadyAsked extends Refusal {
    private static final long serialVersionUID = 1L;

    private final RequestId first;

    public AlreadyAsked(RequestId first) {
        super(409, "metering.refusal.alreadyAsked");
        this.first = first;
    }

    public RequestId first() {
        return first;
    }
}
