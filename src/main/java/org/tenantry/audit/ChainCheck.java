package org.tenantry.audit;

/**
 * What a check of a chain found: how many events stand unbroken from the first on, and whether that is all of them.
 * When it is not, the event after the last sound one was changed, removed or put elsewhere.
 */
public record ChainCheck(boolean whole, long soundEvents) {
    /** The number of the first event that is not as it was written. */
    public long brokenAt() {
        return soundEvents + 1;
    }
}
