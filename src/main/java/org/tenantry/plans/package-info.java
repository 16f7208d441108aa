/** What is sold and what each tenant has bought of it: plans, their versions, subscriptions. Knows no invoice and no wallet. */
package org.tenantry.plans;
