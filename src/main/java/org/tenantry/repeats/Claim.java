package org.tenantry.repeats;

import java.util.Optional;
import java.util.UUID;

/** What a request made with a key is: the first of its kind, to be carried out, or one that has its answer already. */
public record Claim(UUID id, Optional<Recorded> earlier) {
    public boolean isFirst() {
        return earlier.isEmpty();
    }
}
