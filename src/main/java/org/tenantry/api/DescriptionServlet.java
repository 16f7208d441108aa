package org.tenantry.api;

import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives everybody the description of both doors for programs: in OpenAPI 3.1 for programs, as a page for people. The YAML is
 * the same text as the JSON: JSON is YAML, and whoever asks for YAML has a program that reads it. The page's own words are in
 * the language of the browser, or that of {@code ?lang=zh}.
 */
@WebServlet(urlPatterns = {DescriptionServlet.JSON, DescriptionServlet.YAML, DescriptionServlet.PAGE})
public class DescriptionServlet extends HttpServlet {
    static final String JSON = "/api/openapi.json";
    static final String YAML = "/api/openapi.yaml";
    static final String PAGE = "/api/docs";

    private static final long serialVersionUID = 1L;
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    /** One for each language, made when it is first asked for. */
    private final transient Map<Locale, byte[]> pages = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var asked = request.getServletPath();
        if (asked.equals(PAGE)) {
            page(request, response);
            return;
        }
        response.setContentType(asked.equals(YAML) ? "application/yaml" : "application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        try (var in = document()) {
            in.transferTo(response.getOutputStream());
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var locale = Speech.wanted(request.getParameter("lang"), request);
        if (!pages.containsKey(locale)) {
            try (var reader = Json.createReader(document())) {
                var page = new DescriptionPage(new Speech(locale, ZoneOffset.UTC), reader.readObject());
                pages.put(locale, page.html().getBytes(StandardCharsets.UTF_8));
            }
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "same-origin");
        response.getOutputStream().write(pages.get(locale));
    }

    private static InputStream document() {
        return DescriptionServlet.class.getResourceAsStream("openapi.json");
    }
}
