/** Outside the WAR: starts the embedded database and Payara Micro. Nobody knows it. */
package org.tenantry.launch;
