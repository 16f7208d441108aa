/** Seals secrets at rest and is the one guarded way out of the server. Knows {@code values} only; open to all. */
package org.tenantry.guard;
