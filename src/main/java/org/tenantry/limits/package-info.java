/**
 * How many requests, tokens and answers at a time may pass: the limits, and what was counted of them. Must never know
 * what was asked, or money.
 */
package org.tenantry.limits;
