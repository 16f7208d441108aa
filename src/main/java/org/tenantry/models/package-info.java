/** The catalogue: providers, models, tokenizers and dated buy and sell prices. Must never know a tenant. */
package org.tenantry.models;
