package org.tenantry.web.security;

import java.util.regex.Pattern;

/** Where a person is sent after a form: a path of this very site, never another one. */
public final class LocalPath {
    /** The landing page, which knows where each role begins. */
    public static final String HOME = "/";

    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\p{Graph}&&[^\\\\\"<>]]*");

    private LocalPath() {}

    /** The path if it is a local one and not the sign-in page itself, else the landing page. */
    public static String of(String path) {
        if (path == null || !LOCAL.matcher(path).matches() || path.startsWith("/sign-in")) {
            return HOME;
        }
        return path;
    }
}
