package org.tenantry.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.SignIns;
import org.tenantry.tenancy.Theme;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Words;
import org.tenantry.web.security.Sessions;

/** A person's own name, language, theme and password. */
@Named
@RequestScoped
public class SettingsPage {
    private static final String AGAIN = "settings?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    People people;

    @Inject
    SignIns signIns;

    @Inject
    Sessions sessions;

    private String name;
    private String language;
    private Theme theme;
    private String oldPassword;
    private String newPassword;

    public void load() {
        var profile = people.profile(caller.get());
        name = profile.name();
        language = profile.locale().map(Locale::toLanguageTag).orElse(null);
        theme = profile.theme();
    }

    public String save() {
        people.choose(caller.get(), name, language == null ? null : Words.spoken(language), theme);
        return done("settings.saved");
    }

    public String changePassword() {
        sessions.carryOver(request(), signIns.changePassword(caller.get(), oldPassword, newPassword));
        return done("settings.passwordChanged");
    }

    public String signOutEverywhere() {
        people.signOutEverywhere(caller.get());
        sessions.end(request());
        return "/sign-in?faces-redirect=true";
    }

    private String done(String key) {
        var faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().getFlash().setKeepMessages(true);
        faces.addMessage(null, new FacesMessage(Words.say(Words.locale(request()), key)));
        return AGAIN;
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public Theme getTheme() {
        return theme;
    }

    public void setTheme(Theme theme) {
        this.theme = theme;
    }

    public String getOldPassword() {
        return null;
    }

    public void setOldPassword(String oldPassword) {
        this.oldPassword = oldPassword;
    }

    public String getNewPassword() {
        return null;
    }

    public void setNewPassword(String newPassword) {
        this.newPassword = newPassword;
    }
}
