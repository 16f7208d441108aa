package org.tenantry.web;

import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.tenantry.values.Forbidden;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;

/**
 * Says refusals on the page they happened on, with everything typed still there. What cannot be shown there gets the
 * error page; a form of a page that was open for too long, or of no page of this session, does nothing and the page is
 * loaded again.
 */
public class RefusalHandler extends ExceptionHandlerWrapper {
    RefusalHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        var context = FacesContext.getCurrentInstance();
        for (Iterator<ExceptionQueuedEvent> events =
                        getUnhandledExceptionQueuedEvents().iterator();
                events.hasNext(); ) {
            var event = events.next().getContext();
            if (answered(context, event.getException(), event.getPhaseId())) {
                events.remove();
            }
        }
        getWrapped().handle();
    }

    private static boolean answered(FacesContext context, Throwable thrown, PhaseId phase) {
        var external = context.getExternalContext();
        var request = (HttpServletRequest) external.getRequest();
        var refusal = Incident.refusalIn(thrown);
        try {
            if (refusal.isPresent()) {
                answer(context, request, refusal.get());
                return true;
            }
            if (phase == PhaseId.RESTORE_VIEW || hasExpired(thrown)) {
                say(context, Words.say(Words.locale(request), "refusal.view.expired"));
                external.getFlash().setKeepMessages(true);
                external.redirect(request.getRequestURI());
                context.responseComplete();
                return true;
            }
            if (context.getPartialViewContext().isAjaxRequest() && !external.isResponseCommitted()) {
                external.redirect(ErrorPage.PATH + "?incident=" + Incident.log(request.getRequestURI(), thrown));
                context.responseComplete();
                return true;
            }
            return false;
        } catch (IOException e) {
            throw new FacesException(e);
        }
    }

    private static void answer(FacesContext context, HttpServletRequest request, Refusal refusal) throws IOException {
        ExternalContext external = context.getExternalContext();
        boolean pageItself = refusal instanceof NotFound || refusal instanceof Forbidden || !context.isPostback();
        if (pageItself && !external.isResponseCommitted()) {
            external.responseSendError(refusal.status(), refusal.key());
            context.responseComplete();
        } else {
            say(context, Words.say(request, refusal));
            context.renderResponse();
        }
    }

    private static void say(FacesContext context, String words) {
        context.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, words, null));
    }

    private static boolean hasExpired(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .anyMatch(ViewExpiredException.class::isInstance);
    }
}
