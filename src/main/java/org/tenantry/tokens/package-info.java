/** Counting the tokens of a text. Must never know a model, a price or a tenant. */
package org.tenantry.tokens;
