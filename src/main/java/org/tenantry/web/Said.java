package org.tenantry.web;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;

/** Tells the reader on the next page that something was done. */
public final class Said {
    private Said() {}

    /** Says the sentence of that key after the redirect and answers the outcome to go to. */
    public static String done(String outcome, String key, Object... arguments) {
        var faces = FacesContext.getCurrentInstance();
        faces.getExternalContext().getFlash().setKeepMessages(true);
        var request = (HttpServletRequest) faces.getExternalContext().getRequest();
        faces.addMessage(null, new FacesMessage(Words.say(Words.locale(request), key, arguments)));
        return outcome;
    }
}
