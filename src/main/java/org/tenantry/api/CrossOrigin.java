package org.tenantry.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Which web pages of other sites may call the API from a browser: those of {@code tenantry.api.origins}, origins parted by
 * commas, {@code *} for all (as it is when nothing is said), or {@code none}. What opens the door is a key that the page
 * must hold, never a cookie, so no page can act for somebody who only looks at it. The management API is for no page.
 */
@ApplicationScoped
class CrossOrigin {
    static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static final String TOLD = "x-request-id, retry-after, x-should-retry, x-tenantry-cost, x-tenantry-balance,"
            + " x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests,"
            + " x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens";
    private static final String A_DAY = "86400";

    private Set<String> origins = Set.of("*");

    @Inject
    void configure(Config config) {
        var said = config.getOptionalValue("tenantry.api.origins", String.class).orElse("*");
        origins = Stream.of(said.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty() && !origin.equals("none"))
                .collect(Collectors.toUnmodifiableSet());
    }

    void allow(HttpServletRequest request, HttpServletResponse response) {
        var origin = request.getHeader("Origin");
        if (origin == null || request.getRequestURI().startsWith("/api/v1")) {
            return;
        }
        boolean every = origins.contains("*");
        response.addHeader("Vary", "Origin");
        if (every || origins.contains(origin)) {
            response.setHeader("Access-Control-Allow-Origin", every ? "*" : origin);
            response.setHeader("Access-Control-Expose-Headers", TOLD);
            var wished = request.getHeader("Access-Control-Request-Headers");
            if (request.getHeader("Access-Control-Request-Method") != null) {
                response.setHeader("Access-Control-Allow-Methods", METHODS);
                response.setHeader("Access-Control-Max-Age", A_DAY);
                if (wished != null && wished.matches("[A-Za-z0-9_, -]{1,2000}")) {
                    response.setHeader("Access-Control-Allow-Headers", wished);
                }
            }
        }
    }
}
