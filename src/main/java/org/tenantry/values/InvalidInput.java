package org.tenantry.values;

/** A value that was typed or sent cannot be used; the sentence says which and what is accepted. */
public class InvalidInput extends Refusal {
    private static final long serialVersionUID = 1L;

    public InvalidInput(String key, Object... arguments) {
        super(400, key, arguments);
    }
}
