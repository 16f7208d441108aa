package org.tenantry.web.papers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.tenantry.billing.InvoicePaper;
import org.tenantry.chat.Conversations;
import org.tenantry.metering.UsageTrail;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.NotFound;
import org.tenantry.web.Messages;
import org.tenantry.web.Voice;

/** Makes the paper of an invoice, and opens its lines of use to days and calls, as far as the reader may look. */
@ApplicationScoped
public class InvoicePapers {
    @Inject
    UsageTrail trail;

    @Inject
    Conversations conversations;

    @Inject
    Tenants tenants;

    @Inject
    Messages msg;

    /** In the reader's language, with the days of the invoice's own zone. */
    public Paper paper(InvoicePaper invoice) {
        return InvoiceSheet.of(invoice, new Voice(msg.getLocale(), invoice.zone()));
    }

    /**
     * The invoice with the line that is opened and the day of it that is opened, as an address names them; null for
     * neither. A line or a day that is not there is {@link NotFound}.
     */
    public InvoiceView view(Caller caller, InvoicePaper invoice, InvoiceView.Opened opened) {
        var markup = paper(invoice).body();
        if (opened.line() == null) {
            return new InvoiceView(invoice, markup, null, List.of(), null, 0, List.of(), false);
        }
        var line = invoice.lines().stream()
                .filter(InvoicePaper.Line::isUsage)
                .filter(each -> String.valueOf(each.line()).equals(opened.line()))
                .findFirst()
                .orElseThrow(NotFound::new);
        var billed = new UsageTrail.Line(
                invoice.tenant(), line.period(), line.model(), line.priceVersion(), line.isLate(), invoice.currency());
        var days = trail.days(caller, billed);
        if (opened.day() == null) {
            return new InvoiceView(invoice, markup, line, days, null, 0, List.of(), false);
        }
        var day = day(opened.day());
        int page = page(opened.page());
        var calls = trail.calls(caller, billed, day, page);
        return new InvoiceView(
                invoice,
                markup,
                line,
                days,
                day,
                page,
                named(caller, calls.stream().limit(UsageTrail.CALLS).toList()),
                calls.size() > UsageTrail.CALLS);
    }

    /** A conversation is linked only for the member whose it is, and only while it is there. */
    private List<InvoiceView.Call> named(Caller caller, List<UsageTrail.Call> calls) {
        var own = calls.stream()
                .map(UsageTrail.Call::conversation)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var titles = own.isEmpty() ? Map.<UUID, String>of() : conversations.titles(caller, own);
        var members = new HashMap<UUID, String>();
        if (caller.has(Role.ADMIN)) {
            tenants.members(caller).forEach(row -> members.put(row.id().value(), row.name()));
        }
        return calls.stream()
                .map(call -> new InvoiceView.Call(
                        call,
                        members.getOrDefault(call.member(), ""),
                        call.conversation() != null && titles.containsKey(call.conversation())
                                ? call.conversation().toString()
                                : ""))
                .toList();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw new NotFound();
        }
    }

    private static int page(String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw new NotFound();
        }
        return Integer.parseInt(text);
    }
}
