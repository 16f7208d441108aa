package org.tenantry.web.account;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.Theme;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.NotFound;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Words;
import org.tenantry.web.security.LocalPath;
import org.tenantry.web.security.Sessions;

/**
 * The account menu of every page: language, theme, tenant and sign-out. Its forms are plain ones with the session's
 * token, because the menu also stands on the chat page, which keeps no state.
 */
@WebServlet(urlPatterns = "/menu/*")
public class MenuServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient People people;

    @Inject
    transient Sessions sessions;

    @Inject
    transient CurrentCaller caller;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var value = request.getParameter("to");
        var then = LocalPath.of(request.getParameter("then"));
        switch (String.valueOf(request.getPathInfo())) {
            case "/language" -> people.speak(caller.get(), Words.spoken(value));
            case "/theme" -> people.look(caller.get(), theme(value));
            case "/tenant" -> {
                sessions.switchTo(request, MemberId.of(value));
                then = LocalPath.HOME;
            }
            case "/sign-out" -> {
                sessions.end(request);
                then = "/sign-in.xhtml";
            }
            default -> throw new NotFound();
        }
        response.sendRedirect(then);
    }

    private static Theme theme(String value) {
        for (Theme theme : Theme.values()) {
            if (theme.name().equals(value)) {
                return theme;
            }
        }
        throw new InvalidInput("refusal.choice");
    }
}
