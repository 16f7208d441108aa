/** The append-only, hash-chained record of who did what. Knows {@code values} only; open to all. */
package org.tenantry.audit;
