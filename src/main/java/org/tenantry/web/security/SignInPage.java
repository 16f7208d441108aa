package org.tenantry.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.tenantry.tenancy.SignIns;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Words;

/** Asks who you are and takes you where you wanted to go. */
@Named
@RequestScoped
public class SignInPage {
    @Inject
    SignIns signIns;

    @Inject
    SignInPace pace;

    @Inject
    Sessions sessions;

    @Inject
    HttpServletRequest request;

    private String email;
    private String password;
    private String then;
    private String language;

    /** Keeps a language that was chosen here; somebody who is signed in has nothing to do here. */
    public void load() throws IOException {
        if (language != null) {
            var attributes = Map.<String, Object>of("path", "/", "maxAge", 31_536_000, "httpOnly", true);
            var tag = Words.spoken(language).toLanguageTag();
            FacesContext.getCurrentInstance().getExternalContext().addResponseCookie(Words.COOKIE, tag, attributes);
            FacesContext.getCurrentInstance().getExternalContext().redirect("/sign-in.xhtml");
            return;
        }
        if (CurrentCaller.of(request).isPresent()) {
            leave();
        }
    }

    public void signIn() throws IOException {
        pace.step(request.getRemoteAddr());
        var admitted = signIns.check(email, password);
        pace.forgive(request.getRemoteAddr());
        sessions.open(request, admitted);
        leave();
    }

    private void leave() throws IOException {
        FacesContext.getCurrentInstance().getExternalContext().redirect(LocalPath.of(then));
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPassword() {
        return null;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public String getThen() {
        return then;
    }

    public void setThen(String then) {
        this.then = then;
    }
}
