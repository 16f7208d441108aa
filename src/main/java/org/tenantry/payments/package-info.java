/** Money that comes in: orders, payment providers and their callbacks, vouchers, refunds. Never credits on a browser's word. */
package org.tenantry.payments;
