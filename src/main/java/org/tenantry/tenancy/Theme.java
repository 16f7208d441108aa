package org.tenantry.tenancy;

/** How a person wants the pages to look; {@code SYSTEM} follows the device. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
}
