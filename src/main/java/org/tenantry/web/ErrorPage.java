package org.tenantry.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tenantry.values.Refusal;

/**
 * What a person sees when there is no page to show: what happened, what to do, and an incident id where something
 * broke. It is written without Faces, database or session, because any of them may be what broke.
 */
@WebServlet(urlPatterns = ErrorPage.PATH)
public class ErrorPage extends HttpServlet {
    public static final String PATH = "/error-page";

    private static final String FOR_PROGRAMS = "/api-error";

    private static final long serialVersionUID = 1L;
    private static final Pattern INCIDENT = Pattern.compile("[0-9a-f]{8}");

    /** Makes this page, when it is forwarded to, tell what was thrown while the request was worked on. */
    public static void standFor(HttpServletRequest request, Throwable thrown) {
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, thrown);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (isForPrograms(request)) {
            request.getRequestDispatcher(FOR_PROGRAMS).forward(request, response);
            return;
        }
        var thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var refusal = Incident.refusalIn(thrown);
        int status = refusal.map(Refusal::status).orElseGet(() -> statusOf(request));
        var path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        var incident = status >= 500 && status != 503 ? incident(request, path, thrown) : "";
        if (path.startsWith("/app/") || path.startsWith("/app-stream/")) {
            SpokenError.of(request, status, keyOf(status), incident).sendTo(response);
        } else {
            response.setStatus(status);
            if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
                response.setIntHeader("Retry-After", SpokenError.WAIT_SECONDS);
            }
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write(page(request, status, incident));
        }
    }

    /** Programs of others are told in the form of their API. */
    private static boolean isForPrograms(HttpServletRequest request) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) + "/";
        return path.startsWith("/v1/") || path.startsWith("/api/");
    }

    /** The sentence for a status; a status without an own sentence gets that of its class. */
    static String keyOf(int status) {
        var own = "error." + status + ".text";
        if (Words.has(own)) {
            return own;
        }
        return status >= 500 ? "error.500.text" : "error.400.text";
    }

    private static String page(HttpServletRequest request, int status, String incident) {
        var locale = Words.locale(request);
        var theme = CurrentCaller.of(request)
                .map(person -> person.theme().name().toLowerCase(java.util.Locale.ROOT))
                .orElse("system");
        var title = Words.say(locale, keyOf(status).replace(".text", ".title"));
        return """
                <!DOCTYPE html>
                <html lang="%s" data-theme="%s"><head><meta charset="UTF-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title><link rel="icon" href="data:,"/>
                <link rel="stylesheet" href="/jakarta.faces.resource/tenantry.css.xhtml?ln=css"/></head>
                <body class="stage"><main class="error-card"><p class="error-status">%d</p><h1>%s</h1><p>%s</p>
                <p><a class="button" href="/">%s</a></p></main></body></html>
                """
                .formatted(
                        Words.language(locale).getLanguage(),
                        theme,
                        title,
                        status,
                        title,
                        Words.say(locale, keyOf(status), incident),
                        Words.say(locale, "error.home"));
    }

    private static int statusOf(HttpServletRequest request) {
        var status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (status != null) {
            return status;
        }
        return incidentTold(request).isPresent() ? 500 : 404;
    }

    /** The id of what was logged already, or of what is logged now. */
    private static String incident(HttpServletRequest request, String path, Throwable thrown) {
        return thrown == null && incidentTold(request).isPresent()
                ? incidentTold(request).get()
                : Incident.log(path, thrown);
    }

    private static Optional<String> incidentTold(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("incident"))
                .filter(id -> INCIDENT.matcher(id).matches());
    }
}
