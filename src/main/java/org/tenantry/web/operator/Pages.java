package org.tenantry.web.operator;

import org.tenantry.values.NotFound;

/** Reads the number of a page from an address: the first is 0, which is also meant when none is given. */
final class Pages {
    private Pages() {}

    static int number(String typed) {
        if (typed == null) {
            return 0;
        }
        if (!typed.matches("[0-9]{1,6}")) {
            throw new NotFound();
        }
        return Integer.parseInt(typed);
    }
}
