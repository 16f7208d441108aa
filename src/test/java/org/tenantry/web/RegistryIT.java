package org.tenantry.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebServlet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server itself has registered, so that the crawl of the tenant wall, which reads annotations, overlooks no address. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegistryIT {
    /** Servlets of the platform: Faces serves the pages of the WAR, Jersey the endpoints, the rest has no tenant's data. */
    private static final Set<String> PLATFORM = Set.of(
            "jakarta.faces.webapp.FacesServlet",
            "org.glassfish.jersey.servlet.ServletContainer",
            "org.apache.catalina.servlets.DefaultServlet",
            "org.glassfish.wasp.servlet.JspServlet");

    @Inject
    ServletContext context;

    @Test
    void every_servlet_is_the_platforms_or_one_that_the_crawl_knows() {
        var unknown = context.getServletRegistrations().values().stream()
                .filter(servlet -> !PLATFORM.contains(servlet.getClassName()))
                .filter(servlet -> !servlet.getClassName().startsWith("fish.payara.microprofile."))
                .filter(servlet -> !servlet.getClassName().startsWith("org.jboss.arquillian."))
                .filter(servlet -> !isOurs(servlet))
                .map(servlet -> servlet.getClassName() + " " + servlet.getMappings())
                .collect(Collectors.toSet());
        assertThat(unknown).isEmpty();
    }

    @Test
    void the_endpoints_of_pages_and_those_that_manage_are_one_application_each_below_one_address() {
        var applications = context.getServletRegistrations().values().stream()
                .filter(servlet -> servlet.getClassName().startsWith("org.glassfish.jersey."))
                .flatMap(servlet -> servlet.getMappings().stream())
                .toList();
        assertThat(applications)
                .as("ours, and the platform's list of them")
                .containsExactlyInAnyOrder("/app/*", "/api/v1/*", "/openapi/*");
    }

    /** Ours carry the annotation that the crawl reads, with the very addresses that are registered. */
    private static boolean isOurs(ServletRegistration servlet) {
        try {
            var annotation = Class.forName(servlet.getClassName()).getAnnotation(WebServlet.class);
            return annotation != null && Set.of(annotation.urlPatterns()).equals(Set.copyOf(servlet.getMappings()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
