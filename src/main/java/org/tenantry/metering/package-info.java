/** Model calls with their holds, usage facts, budgets and reports. Must never know chat or how a provider is spoken to. */
package org.tenantry.metering;
