package org.tenantry.gateway;

/** One message of what is sent to a model. */
public record Turn(Speaker speaker, String text) {
    /** Who says it. */
    public enum Speaker {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
