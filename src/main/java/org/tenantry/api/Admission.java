package org.tenantry.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import org.tenantry.limits.Limits;
import org.tenantry.limits.Standing;

/**
 * Lets requests in or refuses those that are too many: of an address before its key is known, of a call of a model when it
 * is held. Every answer tells what is left.
 */
@ApplicationScoped
public class Admission {
    @Inject
    Limits limits;

    /** Before the key is looked at. */
    void arrive(Visit visit) {
        limits.arrive(visit.address());
    }

    /** The key was none. */
    void wrongKey(Visit visit) {
        limits.wrongKey(visit.address());
    }

    /** The door has opened, or a call was held: tells what is left from now on. */
    void admitted(Visit visit, HttpServletResponse response) {
        if (visit.caller().hasTenant()) {
            tell(limits.standing(visit.caller()), response);
        }
    }

    static void tell(Standing standing, HttpServletResponse response) {
        standing.headers().forEach(response::setHeader);
    }
}
