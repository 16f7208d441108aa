package org.tenantry.tenancy;

import java.io.Serializable;

/** The person behind a request as the pages show them: who is calling, under which name, in which tenant and theme. */
public record SignedIn(Caller caller, String name, String email, String tenantName, Theme theme)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
