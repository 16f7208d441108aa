package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Says in OpenAI's form what a resource of the management API refuses, and what broke in it. */
public class RefusalMapper implements ExceptionMapper<Throwable> {
    @Inject
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        var visit = Visit.of(request);
        var error = thrown instanceof WebApplicationException known
                        && known.getResponse().getStatus() < 500
                ? ApiError.of(known.getResponse().getStatus(), visit)
                : ApiError.of(thrown, visit);
        var answer = Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .entity(error.json());
        if (error.retryAfterSeconds() > 0) {
            answer.header("retry-after", error.retryAfterSeconds());
        }
        if (error.pointless()) {
            answer.header("x-should-retry", "false");
        }
        return answer.build();
    }
}
