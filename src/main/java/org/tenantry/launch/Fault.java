package org.tenantry.launch;

/** A reason not to start that the person at the terminal can act on: one line, no stack trace. */
class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String line) {
        super(line);
    }
}
