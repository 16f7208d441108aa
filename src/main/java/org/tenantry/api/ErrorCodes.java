package org.tenantry.api;

import java.util.List;
import java.util.Set;
import org.tenantry.limits.LimitReached;
import org.tenantry.values.Refusal;

/**
 * The one table of what refusals are called at this door, by the beginnings of their keys; the first line that fits counts.
 * What is not in it is called by its status. A line of {@link #status} 0 keeps the status of the refusal.
 */
record ErrorCodes(String begins, int status, String type, String code, String param, boolean pointless) {
    private static final String INVALID = "invalid_request_error";
    private static final String QUOTA = "insufficient_quota";
    private static final String RATE = "rate_limit_error";
    private static final String SERVER = "server_error";
    private static final String NOT_FOUND = "model_not_found";

    private static final List<ErrorCodes> TABLE = List.of(
            line("tenancy.refusal.keyScope", 403, INVALID, "insufficient_permissions", ""),
            line("tenancy.refusal.keyTries", 429, RATE, "rate_limit_exceeded", ""),
            line("tenancy.refusal.keyBusy", 503, SERVER, "service_unavailable", ""),
            line("tenancy.refusal.keyAddress", 403, INVALID, "ip_not_allowed", ""),
            line("tenancy.refusal.key", 0, INVALID, "invalid_api_key", ""),
            line("api.refusal.keyMissing", 401, INVALID, "invalid_api_key", ""),
            line("api.refusal.keyInUrl", 401, INVALID, "invalid_api_key", ""),
            line("tenancy.refusal.suspended", 403, INVALID, "account_suspended", ""),
            line("ledger.refusal.walletParked", 403, INVALID, "account_suspended", ""),
            quota("ledger.refusal.insufficientCredit"),
            quota("metering.refusal.budget."),
            quota("metering.refusal.noRoomToMove"),
            quota("chat.failure.UNPAID"),
            line("models.refusal.notOffered", 404, INVALID, NOT_FOUND, "model"),
            line("calls.refusal.alias.unknown", 404, INVALID, NOT_FOUND, "model"),
            line("api.refusal.model", 404, INVALID, NOT_FOUND, "model"),
            line("plans.refusal.model", 403, INVALID, NOT_FOUND, "model"),
            line("calls.refusal.modelRefused", 403, INVALID, NOT_FOUND, "model"),
            line("calls.refusal.noModel", 404, INVALID, NOT_FOUND, "model"),
            line("calls.refusal.contextTooLong", 400, INVALID, "context_length_exceeded", "messages"),
            line("chat.failure.CONTEXT_TOO_LONG", 400, INVALID, "context_length_exceeded", "messages"),
            line("chat.failure.CONTENT_REFUSED", 400, INVALID, "content_filter", ""),
            line("chat.failure.REQUEST_REFUSED", 400, INVALID, "upstream_refused", ""),
            line("chat.failure.", 0, SERVER, "upstream_error", ""),
            line("api.failure.slow", 408, INVALID, "client_too_slow", ""),
            line("api.failure.", 0, SERVER, "upstream_error", ""),
            line("calls.refusal.cannot.", 400, INVALID, "unsupported_value", "model"),
            line("repeats.refusal.running", 409, INVALID, "request_in_progress", ""),
            line("repeats.refusal.lost", 409, INVALID, "answer_lost", ""),
            line("metering.refusal.keyReused", 422, INVALID, "idempotency_key_reused", ""),
            line("api.refusal.stateless", 400, INVALID, "unsupported_parameter", ""),
            line("api.refusal.unsupported", 400, INVALID, "unsupported_parameter", ""));

    private static final Set<Integer> SAID = Set.of(400, 401, 403, 404, 405, 413, 415, 429, 431, 500, 503);

    static ErrorCodes of(Refusal refusal) {
        return TABLE.stream()
                .filter(line -> refusal.key().startsWith(line.begins))
                .findFirst()
                .map(line -> line.status == 0 ? line.with(refusal.status()) : line)
                .orElseGet(() -> byStatus(refusal.status()));
    }

    /** The key of what is said of a status without a refusal. */
    static String sentence(int status) {
        return "api.error." + (SAID.contains(status) ? status : status >= 500 ? 500 : 400);
    }

    /** A refusal for now says as the last of its arguments how many seconds it holds. */
    int retryAfterSeconds(Refusal refusal) {
        if (refusal instanceof LimitReached limit) {
            return (int) Math.min(Integer.MAX_VALUE, limit.waitSeconds());
        }
        var arguments = refusal.arguments();
        if (!type.equals(RATE) || arguments.isEmpty()) {
            return 0;
        }
        boolean told = arguments.get(arguments.size() - 1) instanceof Number;
        return told ? Math.max(1, ((Number) arguments.get(arguments.size() - 1)).intValue()) : 1;
    }

    /** Whether to tell clients that would try again by themselves not to. */
    boolean isPointless(Refusal refusal) {
        return pointless || refusal instanceof LimitReached limit && !limit.isWorthWaiting();
    }

    private ErrorCodes with(int own) {
        return new ErrorCodes(begins, own, type, code, param, pointless);
    }

    private static ErrorCodes line(String begins, int status, String type, String code, String param) {
        return new ErrorCodes(begins, status, type, code, param, false);
    }

    private static ErrorCodes quota(String begins) {
        return new ErrorCodes(begins, 429, QUOTA, QUOTA, "", true);
    }

    private static ErrorCodes byStatus(int status) {
        return switch (status) {
            case 401 -> line("", status, INVALID, "invalid_api_key", "");
            case 403 -> line("", status, INVALID, "permission_denied", "");
            case 404 -> line("", status, INVALID, "not_found", "");
            case 405 -> line("", status, INVALID, "method_not_allowed", "");
            case 409 -> line("", status, INVALID, "conflict", "");
            case 413 -> line("", status, INVALID, "request_too_large", "");
            case 415 -> line("", status, INVALID, "unsupported_media_type", "");
            case 429 -> line("", status, RATE, "rate_limit_exceeded", "");
            case 431 -> line("", status, INVALID, "headers_too_large", "");
            case 503 -> line("", status, SERVER, "service_unavailable", "");
            default -> status >= 500
                    ? line("", status, SERVER, "internal_error", "")
                    : line("", status, INVALID, "invalid_value", "");
        };
    }
}
