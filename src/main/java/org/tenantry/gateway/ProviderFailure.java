package org.tenantry.gateway;

/**
 * Why a provider did not answer, as data: {@code retriable} says whether another try or route may help, and
 * {@code retryAfterSeconds} when, if the provider said so (0 if not).
 */
public record ProviderFailure(Kind kind, boolean retriable, int retryAfterSeconds) {
    public ProviderFailure(Kind kind, boolean retriable) {
        this(kind, retriable, 0);
    }

    /** The classes of failure that a reader is told apart. */
    public enum Kind {
        /** No connection, or the name is unknown. */
        UNREACHABLE,
        /** No first byte, no next byte or no end in time. */
        TIMED_OUT,
        /** 401 or 403: the operator's key is not accepted. */
        KEY_REFUSED,
        /** 404: the provider does not know the model. */
        MODEL_UNKNOWN,
        /** 429 that asks to slow down. */
        RATE_LIMITED,
        /** 429 or 402: the operator's account at the provider is empty. */
        PROVIDER_QUOTA,
        /** The prompt is longer than the model can take. */
        CONTEXT_TOO_LONG,
        /** The provider's filter refused the prompt. */
        CONTENT_REFUSED,
        /** Any other 4xx: the request was not accepted. */
        REQUEST_REFUSED,
        /** 5xx, or an error told inside the stream. */
        PROVIDER_ERROR,
        /** Something that is not the agreed wire form, or past a bound of size. */
        BAD_ANSWER
    }
}
