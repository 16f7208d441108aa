package org.tenantry.models;

/** Whether a provider or model may be used. */
public enum Switch {
    ON,
    OFF;

    static Switch of(boolean on) {
        return on ? ON : OFF;
    }
}
