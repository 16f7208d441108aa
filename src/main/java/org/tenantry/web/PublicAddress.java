package org.tenantry.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.eclipse.microprofile.config.Config;

/** Where the people of this request find the server: as {@code TENANTRY_BASE_URL} says, else as they asked for it. */
@RequestScoped
public class PublicAddress {
    @Inject
    HttpServletRequest request;

    @Inject
    Config config;

    /** The whole address of a path that begins with a slash. */
    public String of(String path) {
        var known = config.getOptionalValue("tenantry.base.url", String.class)
                .filter(url -> !url.isBlank())
                .map(url -> url.strip().replaceAll("/+$", ""));
        return known.orElseGet(() -> URI.create(request.getRequestURL().toString())
                        .resolve("/")
                        .toString()
                        .replaceAll("/$", ""))
                + path;
    }
}
