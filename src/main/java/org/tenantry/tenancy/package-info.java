/** Tenants, people, their places and roles, API keys, and who is calling. Must never know money, models or chat. */
package org.tenantry.tenancy;
