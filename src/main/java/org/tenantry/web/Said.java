package org.tenantry.web;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import org.tenantry.values.Refusal;

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

    /** Says on this very page why something is not possible, for pages that still show what is. */
    public static void refused(Refusal refusal) {
        var faces = FacesContext.getCurrentInstance();
        var request = (HttpServletRequest) faces.getExternalContext().getRequest();
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, Words.say(request, refusal), null));
    }
}
