package org.tenantry.web;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import org.primefaces.context.PrimeFacesContext;

/**
 * Puts the nonce of the content policy into every form, as PrimeFaces does by script where it has widgets: without it
 * PrimeFaces refuses the answer to a form, and a page without widgets would need its scripts for nothing else.
 */
public class NonceForms extends ViewHandlerWrapper {
    private static final String FIELD = "primefaces.nonce";

    public NonceForms(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void writeState(FacesContext context) throws IOException {
        if (!context.getPartialViewContext().isAjaxRequest()) {
            var writer = context.getResponseWriter();
            writer.startElement("input", null);
            writer.writeAttribute("type", "hidden", null);
            writer.writeAttribute("name", FIELD, null);
            writer.writeAttribute(
                    "value", PrimeFacesContext.getCspState(context).getNonce(), null);
            writer.endElement("input");
        }
        super.writeState(context);
    }
}
