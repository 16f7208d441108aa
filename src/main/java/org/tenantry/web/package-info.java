/** All pages and page HTTP, words in the reader's language, safe Markdown. */
package org.tenantry.web;
