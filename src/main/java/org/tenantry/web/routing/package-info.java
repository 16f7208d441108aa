/** What the operator's and the admin's pages about choosing models have in common. */
package org.tenantry.web.routing;
