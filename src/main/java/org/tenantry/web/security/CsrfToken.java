package org.tenantry.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The proof that a request comes from one of our own pages: a random text per session, in a meta tag of each page, sent
 * back in the header {@value #HEADER} or the form field {@value #FIELD}.
 */
@Named("csrf")
@RequestScoped
public class CsrfToken {
    public static final String HEADER = "X-Tenantry-CSRF";
    public static final String FIELD = "csrf";

    private static final String KEY = CsrfToken.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    HttpServletRequest request;

    /** The token of this session, made at its first use. */
    public String getToken() {
        var session = request.getSession(true);
        synchronized (session) {
            if (session.getAttribute(KEY) == null) {
                var bytes = new byte[24];
                RANDOM.nextBytes(bytes);
                session.setAttribute(
                        KEY, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return (String) session.getAttribute(KEY);
        }
    }

    static void forget(HttpSession session) {
        session.removeAttribute(KEY);
    }

    /** Whether the request of a program of our pages carries the token of its session. */
    static boolean isInHeaderOf(HttpServletRequest request) {
        return isRight(request, request.getHeader(HEADER));
    }

    /** Whether a posted form carries the token of its session. */
    static boolean isInFormOf(HttpServletRequest request) {
        return isRight(request, request.getParameter(FIELD));
    }

    private static boolean isRight(HttpServletRequest request, String sent) {
        var session = request.getSession(false);
        var token = session == null ? null : (String) session.getAttribute(KEY);
        return token != null
                && sent != null
                && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
