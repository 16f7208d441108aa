package org.tenantry.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what answers may do. Pages get their content policy, with a nonce for their scripts, from PrimeFaces
 * (web.xml, {@code primefaces.CSP_POLICY}); everything else gets one without any.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class HeadersFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none';"
            + " frame-ancestors 'none'; img-src 'self' data:; form-action 'self'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        put(request, response);
        if (!request.getServletPath().endsWith(".xhtml") && !SessionSignIn.isOpenedByKey(request)) {
            response.setHeader("Content-Security-Policy", POLICY);
        }
        chain.doFilter(request, response);
    }

    /** Does it for an answer that is given before any filter is asked, and shows no page of Faces. */
    static void putOnPlainAnswer(HttpServletRequest request, HttpServletResponse response) {
        put(request, response);
        response.setHeader("Content-Security-Policy", POLICY);
    }

    private static void put(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (SessionSignIn.isOpenedByKey(request)) {
            response.setHeader("Cache-Control", "no-store");
            return;
        }
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (!request.getRequestURI().startsWith("/jakarta.faces.resource/")) {
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
