package org.tenantry.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.tenancy.Membership;
import org.tenantry.tenancy.SignIns;
import org.tenantry.tenancy.SignedIn;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Clocks;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;

/** Opens, recognises and ends the sessions of people in their browsers. */
@ApplicationScoped
public class Sessions {
    @Inject
    Tenants tenants;

    /** Opens a session under a new id, in the first of the person's places. */
    public void open(HttpServletRequest request, SignIns.Admission admitted) {
        var places = tenants.memberships(admitted.person());
        var place = places.isEmpty() ? null : places.get(0).member();
        var auth = new Auth(admitted.person(), place, admitted.epoch(), Clocks.WALL.instant());
        if (tenants.recognise(auth.person(), auth.epoch(), auth.member(), Locale.ENGLISH)
                .filter(Sessions::hasSomewhereToGo)
                .isEmpty()) {
            throw new Refusal(403, "refusal.signIn.nowhere");
        }
        renew(request, auth);
    }

    /** Moves the session to another place of the same person. */
    public void switchTo(HttpServletRequest request, MemberId member) {
        var auth = auth(request).orElseThrow(NotFound::new);
        var place = tenants.memberships(auth.person()).stream()
                .map(Membership::member)
                .filter(member::equals)
                .findFirst()
                .orElseThrow(NotFound::new);
        renew(request, auth.at(place));
    }

    /** Carries this session into the epoch that ended all others. */
    public void carryOver(HttpServletRequest request, int epoch) {
        renew(request, auth(request).orElseThrow(NotFound::new).in(epoch));
    }

    public void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Who is behind the request, if the session still holds; one that does not is ended. */
    public Optional<SignedIn> recognise(HttpServletRequest request) {
        var auth = auth(request);
        if (auth.isEmpty()) {
            return Optional.empty();
        }
        var known = auth.filter(a -> !a.isOver(Clocks.WALL.instant()))
                .flatMap(a -> tenants.recognise(a.person(), a.epoch(), a.member(), request.getLocale()))
                .filter(Sessions::hasSomewhereToGo);
        if (known.isEmpty()) {
            end(request);
        }
        return known;
    }

    private static boolean hasSomewhereToGo(SignedIn person) {
        return person.caller().hasTenant() || person.caller().operator();
    }

    private static Optional<Auth> auth(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(session -> (Auth) session.getAttribute(Auth.KEY));
    }

    private static void renew(HttpServletRequest request, Auth auth) {
        HttpSession session = request.getSession(true);
        request.changeSessionId();
        CsrfToken.forget(session);
        session.setAttribute(Auth.KEY, auth);
    }
}
