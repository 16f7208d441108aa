/** Mails that go out: written with what causes them, sent afterwards, each once. Knows no tenant's business. */
package org.tenantry.notices;
