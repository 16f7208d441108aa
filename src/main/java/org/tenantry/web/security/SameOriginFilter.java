package org.tenantry.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.tenantry.web.SpokenError;

/**
 * Lets no other site act in a person's name: everything that changes something, and everything under the pages' own
 * endpoints, must come from our own pages, as the browser tells. What changes something through an endpoint carries the
 * session's token in a header as well, a form of the account menu in a field; Faces forms carry their own. What is opened
 * by a key knows no session, so nobody's name can be used there.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SameOriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (SessionSignIn.isOpenedByKey(request)) {
            chain.doFilter(request, response);
            return;
        }
        boolean changes = !HARMLESS.contains(request.getMethod());
        boolean endpoint = SessionSignIn.isForPrograms(request);
        var site = request.getHeader("Sec-Fetch-Site");
        if ((changes || endpoint) && site != null && !OWN.contains(site)) {
            refuse(request, response, endpoint);
        } else if (changes && endpoint && !CsrfToken.isInHeaderOf(request)) {
            refuse(request, response, true);
        } else if (changes && request.getRequestURI().startsWith("/menu/") && !CsrfToken.isInFormOf(request)) {
            refuse(request, response, false);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, boolean endpoint)
            throws IOException {
        if (endpoint) {
            SpokenError.of(request, 403, "refusal.csrf").sendTo(response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
