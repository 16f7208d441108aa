/**
 * What was answered to requests that their clients may make again by an Idempotency-Key, sealed and for 48 hours. Must never
 * know what was asked, or which door it came through.
 */
package org.tenantry.repeats;
