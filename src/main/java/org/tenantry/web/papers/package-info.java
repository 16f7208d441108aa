/** Papers of money: invoices and statements as a page, for print, as PDF, CSV and XLSX, each from one template. */
package org.tenantry.web.papers;
