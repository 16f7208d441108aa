package org.tenantry.limits;

/** What passed of one scope in one slot of two seconds: of one node, or of all others together. */
public record Share(String scope, long slot, int requests, long tokens) {}
