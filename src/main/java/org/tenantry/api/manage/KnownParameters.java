package org.tenantry.api.manage;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tenantry.api.BadField;

/** Refuses parameters of an address that nobody reads: most likely a slip in a name. */
@Priority(Priorities.USER)
public class KnownParameters implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        var names = of(resource.getResourceMethod());
        for (var name : request.getUriInfo().getQueryParameters().keySet()) {
            if (!names.contains(name)) {
                throw new BadField(name, "manage.refusal.parameter", name, String.join(", ", names));
            }
        }
    }

    /** The parameters that a resource reads. */
    static List<String> of(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                                .map(field -> field.getAnnotation(QueryParam.class))
                        : Stream.ofNullable(parameter.getAnnotation(QueryParam.class)))
                .filter(java.util.Objects::nonNull)
                .map(QueryParam::value)
                .toList();
    }
}
