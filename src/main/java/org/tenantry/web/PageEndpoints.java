package org.tenantry.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The endpoints that the scripts of our own pages call: JSON under {@code /app}, for signed-in people only. */
@ApplicationPath("/app")
public class PageEndpoints extends Application {}
