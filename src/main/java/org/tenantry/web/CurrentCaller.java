package org.tenantry.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.SignedIn;
import org.tenantry.values.Refusal;

/** Who is behind this request: what every page gives to the services as their first argument. */
@Named
@RequestScoped
public class CurrentCaller {
    private static final String KEY = CurrentCaller.class.getName();

    @Inject
    HttpServletRequest request;

    /** The caller, or a refusal when nobody is signed in. */
    public Caller get() {
        return signedIn().caller();
    }

    public SignedIn signedIn() {
        return of(request).orElseThrow(() -> new Refusal(401, "refusal.signIn.needed"));
    }

    /** Whether anybody is signed in, for what every page shows. */
    public boolean isKnown() {
        return of(request).isPresent();
    }

    public boolean isMember() {
        return has(Role.MEMBER);
    }

    public boolean isAdmin() {
        return has(Role.ADMIN);
    }

    public boolean isOperator() {
        return has(Role.OPERATOR);
    }

    /** Remembered by the sign-in mechanism at the start of each request. */
    public static void remember(HttpServletRequest request, SignedIn person) {
        request.setAttribute(KEY, person);
    }

    public static Optional<SignedIn> of(HttpServletRequest request) {
        return Optional.ofNullable((SignedIn) request.getAttribute(KEY));
    }

    private boolean has(Role role) {
        return of(request).map(person -> person.caller().has(role)).orElse(false);
    }
}
