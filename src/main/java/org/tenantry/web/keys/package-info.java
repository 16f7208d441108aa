/** What the pages of API keys and of calls share: the form of a key, the secret that is shown once, ready-made snippets. */
package org.tenantry.web.keys;
