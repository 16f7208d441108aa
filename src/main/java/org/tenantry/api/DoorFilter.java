package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tenantry.limits.LimitReached;
import org.tenantry.tenancy.Keyring;
import org.tenantry.values.Refusal;

/**
 * The door itself: gives each request its id, opens it with the key in {@code Authorization: Bearer}, lets it in, and says
 * in OpenAI's form what is refused or broke. It knows no cookie and begins no session.
 */
@WebFilter(
        urlPatterns = {"/v1/*", "/api/*"},
        asyncSupported = true)
public class DoorFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int MOST_HEADERS = 80;
    private static final int MOST_HEADER_CHARACTERS = 6 << 10;
    private static final String BEARER = "bearer ";
    private static final Pattern KEY_IN_URL =
            Pattern.compile("(^|&)(key|api[_-]?key|access[_-]?token|token|authorization)=|(^|[=&])sk-");

    /** What everybody may read. */
    static final Set<String> OPEN = Set.of(DescriptionServlet.JSON, DescriptionServlet.YAML, DescriptionServlet.PAGE);

    @Inject
    transient Keyring keyring;

    @Inject
    transient Admission admission;

    @Inject
    transient CrossOrigin crossOrigin;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var visit = Visit.of(request);
        response.setHeader("x-request-id", visit.id());
        crossOrigin.allow(request, response);
        if ("OPTIONS".equals(request.getMethod())) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            response.setHeader("Allow", CrossOrigin.METHODS);
            return;
        }
        try {
            if ("TRACE".equals(request.getMethod())) {
                throw new Refusal(405, "api.error.405");
            }
            bound(request);
            if (!OPEN.contains(request.getRequestURI())) {
                admission.arrive(visit);
                open(visit, secret(request));
                admission.admitted(visit, response);
            }
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException thrown) {
            if (request.isAsyncStarted()) {
                throw thrown;
            }
            if (thrown instanceof LimitReached limit) {
                Admission.tell(limit.standing(), response);
            }
            ApiError.of(thrown, visit).sendTo(request, response);
        }
    }

    private void open(Visit visit, String secret) {
        try {
            visit.opened(keyring.open(secret, visit.address()));
        } catch (Refusal refused) {
            if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED) {
                admission.wrongKey(visit);
            }
            throw refused;
        }
    }

    private static void bound(HttpServletRequest request) {
        int count = 0;
        long length = 0;
        for (var name : Collections.list(request.getHeaderNames())) {
            for (var value : Collections.list(request.getHeaders(name))) {
                count++;
                length += name.length() + value.length();
            }
        }
        if (count > MOST_HEADERS || length > MOST_HEADER_CHARACTERS) {
            throw new Refusal(431, "api.error.431");
        }
    }

    private static String secret(HttpServletRequest request) {
        var query = request.getQueryString();
        if (query != null && KEY_IN_URL.matcher(query.toLowerCase(Locale.ROOT)).find()) {
            throw new Refusal(401, "api.refusal.keyInUrl");
        }
        var said = request.getHeader("Authorization");
        if (said == null || !said.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Refusal(401, "api.refusal.keyMissing");
        }
        return said.substring(BEARER.length()).strip();
    }
}
