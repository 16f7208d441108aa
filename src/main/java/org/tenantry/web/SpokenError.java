package org.tenantry.web;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.tenantry.values.Refusal;

/** A refusal as the scripts of our pages hear it: {@code {"error":{"code":key,"message":words}}} with its status. */
public record SpokenError(int status, String code, String message) {
    /** After so many seconds it is worth asking again whoever is busy. */
    static final int WAIT_SECONDS = 5;

    public static SpokenError of(HttpServletRequest request, int status, String key, Object... arguments) {
        return of(Words.locale(request), status, key, arguments);
    }

    static SpokenError of(HttpServletRequest request, Refusal refusal) {
        return new SpokenError(refusal.status(), refusal.key(), Words.say(request, refusal));
    }

    static SpokenError of(Locale locale, int status, String key, Object... arguments) {
        return new SpokenError(status, key, Words.say(locale, key, arguments));
    }

    String json() {
        return Json.createObjectBuilder()
                .add("error", Json.createObjectBuilder().add("code", code).add("message", message))
                .build()
                .toString();
    }

    /** Answers with this error and nothing else. */
    public void sendTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setIntHeader("Retry-After", WAIT_SECONDS);
        }
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().write(json());
    }
}
