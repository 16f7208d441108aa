package org.tenantry.web.papers;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import org.tenantry.values.NotFound;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/** Gives the statement of the admin's own tenant as a file: {@code /statement/csv?first=2026-11-01&last=2026-11-30}. */
@WebServlet(urlPatterns = "/statement/*")
public class StatementServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient CurrentCaller caller;

    @Inject
    transient Messages msg;

    @Inject
    transient StatementPapers papers;

    @Inject
    transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var admin = caller.signedIn();
        var today = LocalDate.ofInstant(clock.instant(), msg.getZone());
        var path = String.valueOf(request.getPathInfo());
        if (!path.matches("/(csv|xlsx|pdf)")) {
            throw new NotFound();
        }
        var statement =
                papers.statement(admin.caller(), request.getParameter("first"), request.getParameter("last"), today);
        var name = "statement-" + statement.first() + "-" + statement.last();
        var out = response.getOutputStream();
        switch (path) {
            case "/csv" -> {
                Download.named(response, "text/csv;charset=UTF-8", name + ".csv");
                papers.csv(admin, statement, msg.voice(), out);
            }
            case "/xlsx" -> {
                Download.named(
                        response, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
                papers.xlsx(admin, statement, msg.voice(), out);
            }
            default -> {
                Download.named(response, "application/pdf", name + ".pdf");
                papers.pdf(admin, statement, msg.voice(), out);
            }
        }
    }
}
