package org.tenantry.web.keys;

import java.time.LocalDate;
import java.util.List;
import org.tenantry.calls.Routed;
import org.tenantry.metering.RequestLog;

/**
 * A page of the log of requests. {@code query} is the choice of calls as a piece of an address; {@code older} is where the
 * next page begins, empty on the last; {@code later} says that this is not the first. {@code explained} is null when no call
 * is opened, {@code routed} when nobody chose its model.
 */
public record RequestSheet(
        LocalDate first,
        LocalDate last,
        List<Filter> filters,
        List<RequestLog.Line> lines,
        String query,
        String older,
        boolean later,
        RequestLog.Explained explained,
        Routed routed) {
    /** Something to choose by. */
    public record Filter(String name, String chosen, List<Option> options) {}

    /** One of the choices. */
    public record Option(String value, String label) {}
}
