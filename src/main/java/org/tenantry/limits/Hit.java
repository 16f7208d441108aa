package org.tenantry.limits;

/** The limit that a request ran into; {@code waitMillis} until there is room for it, less than 0 when there never is. */
record Hit(Counted counted, What what, long most, long waitMillis) {
    Lifter lifter() {
        return counted.ceiling().most().get(what).lifter();
    }
}
