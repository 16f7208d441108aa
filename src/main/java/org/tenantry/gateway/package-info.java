/** Speaks to providers. Must never know a tenant, a meter or money. */
package org.tenantry.gateway;
