package org.tenantry.web.papers;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tenantry.billing.InvoiceReader;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.web.CurrentCaller;

/** Gives an invoice as PDF: to the tenant's admins their own, to the operator any. */
@WebServlet(urlPatterns = "/invoice-paper/*")
public class InvoiceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient CurrentCaller caller;

    @Inject
    transient InvoiceReader invoices;

    @Inject
    transient InvoicePapers papers;

    @Inject
    transient Press press;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = String.valueOf(request.getPathInfo());
        var id = Ids.parse(path.substring(Math.min(1, path.length())));
        var reader = caller.get();
        var invoice = reader.has(Role.OPERATOR) ? invoices.paperOfAny(reader, id) : invoices.paper(reader, id);
        Download.named(
                response,
                "application/pdf",
                (invoice.isDraft() ? "draft-" + invoice.service().from() : invoice.number()) + ".pdf");
        press.print(papers.paper(invoice), response.getOutputStream());
    }
}
