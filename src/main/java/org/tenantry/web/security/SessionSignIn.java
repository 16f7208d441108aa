package org.tenantry.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.SignedIn;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.ErrorPage;
import org.tenantry.web.SpokenError;

/**
 * Recognises at each request who is signed in, and sends everybody else to the sign-in page; programs of our pages get
 * a 401 instead.
 */
@ApplicationScoped
public class SessionSignIn implements HttpAuthenticationMechanism {
    private static final String SIGN_IN = "/sign-in.xhtml";

    @Inject
    Sessions sessions;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        boolean nobodys = request.getRequestURI().startsWith("/jakarta.faces.resource/") || isOpenedByKey(request);
        if (!context.isProtected() && nobodys) {
            return context.doNothing();
        }
        Optional<SignedIn> known;
        try {
            known = sessions.recognise(request);
        } catch (RuntimeException failure) {
            return tellWhatBroke(request, response, context, failure);
        }
        if (known.isPresent()) {
            CurrentCaller.remember(request, known.get());
            return context.notifyContainerAboutLogin(
                    known.get().caller().person().toString(), groups(known.get()));
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        try {
            turnAway(request, response);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    /**
     * Shows the error page for a failure to find out who is asking, most likely because the database is busy: the
     * container would answer with a bare 500.
     */
    private static AuthenticationStatus tellWhatBroke(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context,
            RuntimeException failure) {
        HeadersFilter.putOnPlainAnswer(request, response);
        ErrorPage.standFor(request, failure);
        return context.forward(ErrorPage.PATH);
    }

    private static Set<String> groups(SignedIn person) {
        Caller caller = person.caller();
        var groups = new HashSet<>(Set.of("SIGNED_IN"));
        for (Role role : Role.values()) {
            if (caller.has(role)) {
                groups.add(role.name());
            }
        }
        return groups;
    }

    private static void turnAway(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (isForPrograms(request)) {
            SpokenError.of(request, 401, "refusal.signIn.needed").sendTo(response);
            return;
        }
        var target = SIGN_IN + "?then=" + URLEncoder.encode(wanted(request), StandardCharsets.UTF_8);
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setContentType("text/xml;charset=UTF-8");
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"" + target
                            + "\"/></partial-response>");
            return;
        }
        response.sendRedirect(target);
    }

    /** The page that was asked for, with its query only when it was looked at and not posted to. */
    private static String wanted(HttpServletRequest request) {
        var query = "GET".equals(request.getMethod()) ? request.getQueryString() : null;
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** Whether the address is for programs with a key: whoever is signed in counts for nothing there. */
    static boolean isOpenedByKey(HttpServletRequest request) {
        var path = request.getServletPath() + "/";
        return path.startsWith("/v1/") || path.startsWith("/api/");
    }

    /** Whether the address is asked by scripts of our pages, which want JSON and no page. */
    static boolean isForPrograms(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/app/")
                || request.getRequestURI().startsWith("/app-stream/");
    }
}
