package org.tenantry.api;

import org.tenantry.calls.Outcome;
import org.tenantry.values.Refusal;

/** What a program is told of a provider that did not answer: never the provider's own words. */
final class Failures {
    private static final String OTHER = "PROVIDER_ERROR";

    private Failures() {}

    /** Of a call of which nothing came. */
    static ApiError before(Outcome outcome, Speech speech) {
        var why = outcome.failure().orElse(OTHER);
        int status =
                switch (why) {
                    case "CONTEXT_TOO_LONG", "CONTENT_REFUSED", "REQUEST_REFUSED" -> 400;
                    case "UNPAID" -> 429;
                    case "NONE_WELL", "RATE_LIMITED", "INTERRUPTED" -> 503;
                    default -> 502;
                };
        var error = ApiError.of(new Refusal(status, "chat.failure." + why), speech);
        return outcome.retryAfterSeconds() > 0 ? error.after(outcome.retryAfterSeconds()) : error;
    }

    /** Of an answer that broke off after something of it was sent. */
    static ApiError cut(Speech speech) {
        return ApiError.of(new Refusal(502, "api.failure.cut"), speech);
    }

    /** Of an answer that its client did not read for so long that it counts as gone. */
    static ApiError slow(Speech speech) {
        return ApiError.of(new Refusal(408, "api.failure.slow"), speech);
    }

    /** Of one that broke off before it could be sent in one piece: nobody pays for it. */
    static ApiError unsent(Speech speech) {
        return ApiError.of(new Refusal(502, "api.failure.unsent"), speech);
    }
}
