package org.tenantry.limits;

import org.tenantry.values.Refusal;

/**
 * A request too many: says which limit, whose it is and who can lift it, and when to come again. {@code waitSeconds} is 0
 * when waiting does not help, because this one request alone is more than is allowed.
 */
public class LimitReached extends Refusal {
    private static final long serialVersionUID = 1L;

    private final long waitSeconds;
    private final transient Standing standing;

    LimitReached(Hit hit, Standing standing, String plan) {
        super(429, key(hit), hit.most(), seconds(hit), plan);
        this.waitSeconds = seconds(hit);
        this.standing = standing;
    }

    /** How long to wait before the same may pass. */
    public long waitSeconds() {
        return waitSeconds;
    }

    public boolean isWorthWaiting() {
        return waitSeconds > 0;
    }

    public Standing standing() {
        return standing == null ? Standing.FREE : standing;
    }

    private static String key(Hit hit) {
        if (hit.waitMillis() < 0) {
            return "limits.refusal.tooLarge." + hit.counted().whose();
        }
        var whose =
                hit.counted().whose() == Whose.ADDRESS && hit.counted().scope().startsWith("W:")
                        ? "WRONG"
                        : hit.counted().whose().name();
        return "limits.refusal." + hit.what() + "." + whose + "." + hit.lifter();
    }

    private static long seconds(Hit hit) {
        return hit.waitMillis() < 0 ? 0 : Math.max(1, (hit.waitMillis() + 999) / 1_000);
    }
}
