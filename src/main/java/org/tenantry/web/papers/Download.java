package org.tenantry.web.papers;

import jakarta.servlet.http.HttpServletResponse;

/** Says that an answer is a file to keep, of this type and name. */
final class Download {
    private Download() {}

    /** Whatever could end a header or a path is left out of the name. */
    static void named(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "-") + "\"");
    }
}
