package org.tenantry.limits;

/** Somebody whose requests are counted, under this name, and how much is allowed. */
record Counted(Whose whose, String scope, Ceiling ceiling) {}
