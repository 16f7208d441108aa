/** Immutable values, the base of every refusal and the clock. Knows no other room. */
package org.tenantry.values;
