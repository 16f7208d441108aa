package org.tenantry.web.keys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.Duration;
import org.tenantry.tenancy.ApiKeys;

/**
 * The fresh secret of a key in the answer to the request that made it, and nowhere else: it is gone with this request. That
 * is why this one answer is a page and not a redirect.
 */
@Named("shownSecret")
@RequestScoped
public class ShownSecret {
    private ApiKeys.Made made;
    private Duration overlap;

    public void of(ApiKeys.Made fresh) {
        made = fresh;
    }

    /** The same for a secret that replaces another, which works on for this long. */
    public void of(ApiKeys.Made fresh, Duration works) {
        made = fresh;
        overlap = works;
    }

    public boolean isThere() {
        return made != null;
    }

    public String getName() {
        return made == null ? "" : made.name();
    }

    public String getSecret() {
        return made == null ? "" : made.secret();
    }

    /** How many hours the secret before works on; null when there was none. */
    public Long getOverlapHours() {
        return overlap == null ? null : overlap.toHours();
    }
}
