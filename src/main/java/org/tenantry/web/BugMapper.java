package org.tenantry.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells the scripts of our pages that something broke: an incident id for the reader, everything else in the log. */
@Provider
public class BugMapper implements ExceptionMapper<Throwable> {
    @Inject
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException known
                && known.getResponse().getStatus() < 500) {
            int status = known.getResponse().getStatus();
            return RefusalMapper.answer(SpokenError.of(request, status, ErrorPage.keyOf(status)));
        }
        var refusal = Incident.refusalIn(thrown);
        if (refusal.isPresent()) {
            return RefusalMapper.answer(SpokenError.of(request, refusal.get()));
        }
        var incident = Incident.log(request.getRequestURI(), thrown);
        return RefusalMapper.answer(SpokenError.of(request, 500, "error.500.text", incident));
    }
}
