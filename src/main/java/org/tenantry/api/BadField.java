package org.tenantry.api;

import org.tenantry.values.InvalidInput;

/** Something in a request cannot be used; {@code param} says which field, such as {@code messages[2].role}, empty for all. */
public class BadField extends InvalidInput {
    private static final long serialVersionUID = 1L;

    private final String param;

    public BadField(String param, String key, Object... arguments) {
        super(key, arguments);
        this.param = param;
    }

    String param() {
        return param;
    }
}
