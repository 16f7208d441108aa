/**
 * The door for programs: the OpenAI-shaped API and the management API, over the same services as the pages. It never
 * knows a page, and no money rule of its own.
 */
package org.tenantry.api;
