package org.tenantry.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;

/**
 * An error as every client of OpenAI's API reads it: {@code {"error":{"message","type","param","code"}}} with its status.
 * {@code param} is null where no field is to blame; {@code retryAfterSeconds} is 0 where waiting is not known to help;
 * {@code pointless} tells clients that would try again by themselves not to.
 */
record ApiError(
        int status, String type, String code, String param, String message, int retryAfterSeconds, boolean pointless) {
    static final String JSON = "application/json;charset=UTF-8";

    private static final Logger LOG = Logger.getLogger(ApiError.class.getName());

    /** After so many seconds it is worth asking again whoever is busy. */
    private static final int WAIT_SECONDS = 5;

    /** What a refusal is called here, in the language of the visit. */
    static ApiError of(Refusal refusal, Speech speech) {
        var called = ErrorCodes.of(refusal);
        var param = refusal instanceof BadField field ? field.param() : called.param();
        return new ApiError(
                called.status(),
                called.type(),
                called.code(),
                param.isEmpty() ? null : param,
                speech.of(refusal),
                called.retryAfterSeconds(refusal),
                called.isPointless(refusal));
    }

    /** Whatever was thrown: a refusal, a busy database, or something that broke, which is logged under the visit's id. */
    static ApiError of(Throwable thrown, Visit visit) {
        var refusal = refusalIn(thrown);
        if (refusal.isPresent()) {
            return of(refusal.get(), visit.speech());
        }
        if (Retry.isBusy(thrown)) {
            LOG.log(Level.WARNING, "the database is out of reach or busy: {0}", thrown.getMessage());
            return of(503, visit);
        }
        var incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.SEVERE, thrown, () -> "incident " + incident + " in request " + visit.id());
        return of(new Refusal(500, "error.500.text", incident), visit.speech());
    }

    /** What the server answers by itself, such as 404 or 405. */
    static ApiError of(int status, Visit visit) {
        return of(new Refusal(status, ErrorCodes.sentence(status)), visit.speech());
    }

    private static Optional<Refusal> refusalIn(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .findFirst();
    }

    ApiError after(int seconds) {
        return new ApiError(status, type, code, param, message, seconds, pointless);
    }

    /** The whole body. */
    byte[] json() {
        return new JsonBytes(200).raw("{\"error\":").raw(object()).raw("}").bytes();
    }

    /** What stands in it under {@code error}. */
    byte[] object() {
        var out = new JsonBytes(200);
        out.raw("{\"message\":").text(message).raw(",\"type\":").text(type).raw(",\"param\":");
        if (param == null) {
            out.raw("null");
        } else {
            out.text(param);
        }
        return out.raw(",\"code\":").text(code).raw("}").bytes();
    }

    /** Answers with this error and nothing else; an answer that is under way is left alone. */
    void sendTo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        headTo(response);
        var body = json();
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    /** Status and headers. */
    void headTo(HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(JSON);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        int seconds = retryAfterSeconds == 0 && status == 503 ? WAIT_SECONDS : retryAfterSeconds;
        if (seconds > 0) {
            response.setIntHeader("retry-after", seconds);
        }
        if (pointless) {
            response.setHeader("x-should-retry", "false");
        }
    }
}
