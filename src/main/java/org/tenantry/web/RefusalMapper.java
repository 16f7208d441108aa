package org.tenantry.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.tenantry.values.Refusal;

/** Says a refusal to the scripts of our pages, in the reader's language. */
@Provider
public class RefusalMapper implements ExceptionMapper<Refusal> {
    @Inject
    HttpServletRequest request;

    @Override
    public Response toResponse(Refusal refusal) {
        return answer(SpokenError.of(request, refusal));
    }

    static Response answer(SpokenError error) {
        var response = Response.status(error.status());
        error.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                .entity(error.json())
                .build();
    }
}
