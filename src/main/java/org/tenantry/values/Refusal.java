package org.tenantry.values;

import jakarta.ejb.ApplicationException;
import java.util.List;

/**
 * Something a user asked for and must be told is not possible: says what, why and what to do. It rolls the
 * transaction back. {@code key} names the sentence in the bundles, {@code arguments} fill it; {@code status} is what a
 * program hears over HTTP.
 */
@ApplicationException(rollback = true, inherited = true)
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final int status;
    private final transient List<Object> arguments;

    public Refusal(int status, String key, Object... arguments) {
        super(key, null, false, false);
        this.key = key;
        this.status = status;
        this.arguments = List.of(arguments);
    }

    public String key() {
        return key;
    }

    public int status() {
        return status;
    }

    public List<Object> arguments() {
        return arguments == null ? List.of() : arguments;
    }
}
