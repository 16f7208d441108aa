/** The one way to call a model, for pages and programs alike: admit, hold, stream, checkpoint, settle. */
package org.tenantry.calls;
