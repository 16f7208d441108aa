package org.tenantry.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.tenantry.web.chat.ChatResource;

/** The endpoints that the scripts of our own pages call: JSON under {@code /app}, for signed-in people only. */
@ApplicationPath("/app")
public class PageEndpoints extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ChatResource.class, RefusalMapper.class, BugMapper.class);
    }

    /** No machine-readable list of the endpoints beside them. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
