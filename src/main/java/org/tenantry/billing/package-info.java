/** Turns facts into bills: plan changes, closing periods, invoices, credit notes, dunning. Knows no payment provider. */
package org.tenantry.billing;
