/** The pages of the operator: providers, models and prices, tenants, and the record of who did what. */
package org.tenantry.web.operator;
