/** Migrations, first-run data, provisioning, health and the check of the configuration. */
package org.tenantry.boot;
