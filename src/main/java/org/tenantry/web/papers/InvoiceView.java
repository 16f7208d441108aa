package org.tenantry.web.papers;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import org.tenantry.billing.InvoicePaper;
import org.tenantry.metering.UsageTrail;

/**
 * An invoice as its page shows it: the paper's markup, the line of use that is opened into days, and the day that is
 * opened into calls (both null when none is).
 */
public record InvoiceView(
        InvoicePaper invoice,
        String markup,
        InvoicePaper.Line line,
        List<UsageTrail.Day> days,
        LocalDate day,
        int page,
        List<Call> calls,
        boolean more)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What an address wants opened; each may be null. */
    public record Opened(String line, String day, String page) {}

    /** A call with the name of its member and the conversation that this reader may open; both may be empty. */
    public record Call(UsageTrail.Call call, String member, String conversation) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The lines that can be opened. */
    public List<InvoicePaper.Line> uses() {
        return invoice.lines().stream().filter(InvoicePaper.Line::isUsage).toList();
    }
}
