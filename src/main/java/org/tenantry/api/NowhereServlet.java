package org.tenantry.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Says in OpenAI's form that there is nothing at an address of the API, and whatever else the server itself refuses there
 * or what broke before it came to us.
 */
@WebServlet(urlPatterns = {"/v1/*", "/api/*", NowhereServlet.ERRORS})
public class NowhereServlet extends HttpServlet {
    /** Where errors under the API's addresses are sent on to by the page of errors. */
    static final String ERRORS = "/api-error";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var visit = Visit.of(request);
        response.setHeader("x-request-id", visit.id());
        error(request, visit).sendTo(request, response);
    }

    private static ApiError error(HttpServletRequest request, Visit visit) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            return ApiError.of(thrown, visit);
        }
        return ApiError.of(
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404,
                visit);
    }
}
