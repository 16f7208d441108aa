package org.tenantry.values;

import java.util.Objects;
import java.util.UUID;

/** One call of a model: also the key of its usage event and of its ledger posting. */
public record RequestId(UUID value) implements java.io.Serializable {
    public RequestId {
        Objects.requireNonNull(value, "RequestId");
    }

    public static RequestId next() {
        return new RequestId(Ids.next());
    }

    /** Reads an id from text; anything that is no id is like an id that does not exist: {@link NotFound}. */
    public static RequestId of(String text) {
        return new RequestId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
