/** How providers do, as this node sees it: which models and keys are well. Must never know a tenant or money. */
package org.tenantry.health;
