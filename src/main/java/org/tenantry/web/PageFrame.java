package org.tenantry.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.billing.PlanSheets;
import org.tenantry.tenancy.Membership;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.SignedIn;
import org.tenantry.tenancy.Tenants;
import org.tenantry.tenancy.Theme;
import org.tenantry.values.Clocks;

/** What stands around every page: the bar with the tenant and the account menu, and the person's theme. */
@Named("frame")
@RequestScoped
public class PageFrame {
    @Inject
    HttpServletRequest request;

    @Inject
    Tenants tenants;

    @Inject
    Clocks clocks;

    @Inject
    Clock clock;

    @Inject
    PlanSheets plans;

    private Instant movedTo;

    private Optional<SignedIn> person;
    private List<Membership> otherPlaces = List.of();
    private boolean personal;

    @PostConstruct
    void load() {
        movedTo = clocks.ahead().isZero() ? null : clock.instant();
        person = CurrentCaller.of(request);
        person.ifPresent(
                known -> otherPlaces = tenants.memberships(known.caller().person()).stream()
                        .filter(place -> !known.caller().hasTenant()
                                || !place.tenant().equals(known.caller().tenant()))
                        .toList());
        personal = person.map(SignedIn::caller)
                .filter(known -> known.has(Role.ADMIN) && plans.isPersonal(known))
                .isPresent();
    }

    /** Whether somebody is here alone, on a plan for a person: there is an account, and no company. */
    public boolean isPersonal() {
        return personal;
    }

    public String getName() {
        return person.map(SignedIn::name).orElse("");
    }

    public String getInitial() {
        return getName().isEmpty() ? "" : new String(Character.toChars(getName().codePointAt(0)));
    }

    public String getEmail() {
        return person.map(SignedIn::email).orElse("");
    }

    public String getTenantName() {
        return person.map(SignedIn::tenantName).orElse("");
    }

    public List<Membership> getOtherPlaces() {
        return otherPlaces;
    }

    public Theme getChosenTheme() {
        return person.map(SignedIn::theme).orElse(Theme.SYSTEM);
    }

    /** The theme for style sheets: system, light or dark. */
    public String getTheme() {
        return getChosenTheme().name().toLowerCase(Locale.ROOT);
    }

    /** Tells the browser before any style sheet which colours to begin with. */
    public String getColorScheme() {
        return getChosenTheme() == Theme.SYSTEM ? "light dark" : getTheme();
    }

    public Theme[] getThemes() {
        return Theme.values();
    }

    public List<Locale> getLanguages() {
        return Words.SPOKEN;
    }

    /** What time it is in a demo whose time was moved ahead; null in real time. */
    public Instant getMovedTo() {
        return movedTo;
    }

    public String getPath() {
        return request.getRequestURI();
    }

    /** The address of this page, to come back to. */
    public String getHere() {
        var query = "GET".equals(request.getMethod()) ? request.getQueryString() : null;
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
