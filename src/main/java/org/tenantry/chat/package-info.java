/** Conversations, messages and the generations that are running. */
package org.tenantry.chat;
