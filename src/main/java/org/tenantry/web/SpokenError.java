package org.tenantry.web;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.limits.LimitReached;
import org.tenantry.values.Refusal;

/**
 * A refusal as the scripts of our pages hear it: {@code {"error":{"code":key,"message":words,"wait":seconds}}} with its
 * status. {@code waitSeconds} is how long it is known to hold, 0 where that is not known; then nothing is said of it.
 */
public record SpokenError(int status, String code, String message, long waitSeconds) {
    /** After so many seconds it is worth asking again whoever is busy. */
    static final int WAIT_SECONDS = 5;

    public static SpokenError of(HttpServletRequest request, int status, String key, Object... arguments) {
        return of(Words.locale(request), status, key, arguments);
    }

    static SpokenError of(HttpServletRequest request, Refusal refusal) {
        long wait = refusal instanceof LimitReached limit ? limit.waitSeconds() : usualWait(refusal.status());
        return new SpokenError(refusal.status(), refusal.key(), Words.say(request, refusal), wait);
    }

    static SpokenError of(Locale locale, int status, String key, Object... arguments) {
        return new SpokenError(status, key, Words.say(locale, key, arguments), usualWait(status));
    }

    private static int usualWait(int status) {
        return status == HttpServletResponse.SC_SERVICE_UNAVAILABLE ? WAIT_SECONDS : 0;
    }

    String json() {
        var error = Json.createObjectBuilder().add("code", code).add("message", message);
        if (waitSeconds > 0) {
            error.add("wait", waitSeconds);
        }
        return Json.createObjectBuilder().add("error", error).build().toString();
    }

    /** What {@code Retry-After} says, if anything. */
    Optional<String> retryAfter() {
        return waitSeconds > 0 ? Optional.of(Long.toString(waitSeconds)) : Optional.empty();
    }

    /** Answers with this error and nothing else. */
    public void sendTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().write(json());
    }
}
