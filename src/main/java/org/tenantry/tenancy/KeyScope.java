package org.tenantry.tenancy;

/** What a program may do with an API key. */
public enum KeyScope {
    /** Chat completions and responses. */
    CHAT,
    EMBEDDINGS,
    AUDIO,
    /** Reading through the management API, as far as the one behind the key may read. */
    MANAGE_READ,
    /** Changing through the management API, as far as the one behind the key may change. */
    MANAGE
}
