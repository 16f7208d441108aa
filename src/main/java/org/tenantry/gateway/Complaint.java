package org.tenantry.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a provider says about why it does not answer: the status and the error of its body, brought into one of the kinds
 * of {@link ProviderFailure}. What it wrote is looked at and goes no further.
 */
record Complaint(int status, String code, String message, int retryAfterSeconds) {
    private static final long LONGEST_SECONDS = 999_999;

    /** From {@code {"error": {"message", "type", "code"}}}, {@code {"error": "…"}} or neither. */
    static Complaint of(int status, Fields body, int retryAfterSeconds) {
        var error = body.object("error");
        if (error.isEmpty()) {
            return new Complaint(
                    status, body.text("error_type"), body.text("error") + body.text("message"), retryAfterSeconds);
        }
        var told = error.get();
        // routers put the status that they heard themselves into the code
        int inner = (int) told.number("code").orElse(0);
        return new Complaint(
                inner >= 400 && inner < 600 ? inner : status,
                told.text("code") + " " + told.text("type"),
                told.text("message"),
                retryAfterSeconds);
    }

    /**
     * The seconds of a Retry-After header, also when it is a date: reckoned from the Date of the same answer, so that no
     * clock of ours matters. 0 when it says none.
     */
    static int seconds(UnaryOperator<String> header) {
        var after = header.apply("Retry-After").strip();
        if (after.matches("\\d{1,6}")) {
            return Integer.parseInt(after);
        }
        try {
            var date = DateTimeFormatter.RFC_1123_DATE_TIME;
            long seconds = Duration.between(
                            Instant.from(date.parse(header.apply("Date").strip())), Instant.from(date.parse(after)))
                    .toSeconds();
            return (int) Math.max(0, Math.min(seconds, LONGEST_SECONDS));
        } catch (DateTimeException neither) {
            return 0;
        }
    }

    ProviderFailure failure() {
        var kind = kind();
        boolean retriable =
                switch (kind) {
                    case RATE_LIMITED, PROVIDER_ERROR, TIMED_OUT, UNREACHABLE -> true;
                    default -> false;
                };
        return new ProviderFailure(kind, retriable, retryAfterSeconds);
    }

    private ProviderFailure.Kind kind() {
        if (says(
                        "insufficient_quota",
                        "billing_hard_limit",
                        "billing_not_active",
                        "billing_error",
                        "insufficient_credit")
                || status == 402
                || status == 400 && tells("credit balance is too low")) {
            return ProviderFailure.Kind.PROVIDER_QUOTA;
        }
        if (status == 429 || says("rate_limit", "too_many_requests") || code.equals("overloaded")) {
            return ProviderFailure.Kind.RATE_LIMITED;
        }
        if (status == 401
                || status == 403
                || says("invalid_api_key", "authentication_error", "permission_denied", "permission_error")) {
            return ProviderFailure.Kind.KEY_REFUSED;
        }
        if (says("context_length", "context_window", "prompt_too_long", "exceed_context")
                || status == 413
                || tooLong()) {
            return ProviderFailure.Kind.CONTEXT_TOO_LONG;
        }
        if (says("content_filter", "content_policy", "content_moderation")) {
            return ProviderFailure.Kind.CONTENT_REFUSED;
        }
        if (status == 404 || says("model_not_found")) {
            return ProviderFailure.Kind.MODEL_UNKNOWN;
        }
        if (status == 408 || status == 504) {
            return ProviderFailure.Kind.TIMED_OUT;
        }
        if (status >= 300 && status < 400) {
            return ProviderFailure.Kind.BAD_ANSWER;
        }
        if (status == 424) {
            return ProviderFailure.Kind.PROVIDER_ERROR; // what it depends on failed: TGI says so of its own model
        }
        if (status >= 400 && status < 500 || says("invalid_request")) {
            return ProviderFailure.Kind.REQUEST_REFUSED;
        }
        return ProviderFailure.Kind.PROVIDER_ERROR;
    }

    private boolean says(String... codes) {
        var said = code.toLowerCase(Locale.ROOT);
        return Stream.of(codes).anyMatch(said::contains);
    }

    /** Servers without codes say it in words. */
    private boolean tooLong() {
        return (status == 400 || status == 422)
                && tells(
                        "maximum context length",
                        "`inputs` tokens + `max_new_tokens` must be",
                        "`inputs` must have less than",
                        "context length",
                        "context window",
                        "prompt is too long");
    }

    private boolean tells(String... words) {
        var said = message.toLowerCase(Locale.ROOT);
        return Stream.of(words).anyMatch(said::contains);
    }
}
