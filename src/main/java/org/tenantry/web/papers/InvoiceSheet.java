package org.tenantry.web.papers;

import java.util.LinkedHashMap;
import java.util.function.Function;
import org.tenantry.billing.InvoiceDraft;
import org.tenantry.billing.InvoicePaper;
import org.tenantry.billing.Invoices;
import org.tenantry.billing.Party;
import org.tenantry.billing.Tax;
import org.tenantry.values.Money;
import org.tenantry.web.Voice;

/**
 * Writes an invoice: parties, lines with their exact and rounded sums, tax apart, what is paid and what is due (rules 1.3,
 * 7.3, 7.4, 7.8). The page, the print page and the PDF all show what is written here.
 */
final class InvoiceSheet {
    private final InvoicePaper invoice;
    private final Voice voice;
    private final Markup out = new Markup();

    private InvoiceSheet(InvoicePaper invoice, Voice voice) {
        this.invoice = invoice;
        this.voice = voice;
    }

    static Paper of(InvoicePaper invoice, Voice voice) {
        var sheet = new InvoiceSheet(invoice, voice);
        sheet.write();
        var title = sheet.title();
        return new Paper(voice.language(), title, invoice.seller().name(), title, sheet.out.toString());
    }

    private String title() {
        return invoice.isDraft()
                ? voice.of(
                        "invoice.draftOf",
                        days(invoice.service().from(), invoice.service().last()))
                : voice.of("invoice.titleOf", invoice.number());
    }

    private void write() {
        out.in("div", "paper");
        letterhead();
        parties();
        lines();
        sums();
        terms();
        credits();
        out.say("p", "fine", voice.of("invoice.zone", invoice.zone().getId()));
        out.out();
    }

    private void letterhead() {
        out.in("table", "letterhead").in("tr", "");
        out.in("td", "");
        out.say("p", "seller", invoice.seller().name());
        contact(invoice.seller());
        out.out().in("td", "what");
        out.say("h2", "kind", voice.of("invoice.title"));
        out.say("p", "number", invoice.isDraft() ? voice.of("invoice.noNumber") : invoice.number());
        var state = invoice.state();
        out.in("p", "")
                .say(
                        "span",
                        "state " + state.name().toLowerCase(java.util.Locale.ROOT),
                        voice.of("invoice.state." + state))
                .out();
        out.out().out().out();
    }

    private void parties() {
        out.in("table", "parties").in("tr", "");
        out.in("td", "").say("p", "label", voice.of("invoice.billedTo"));
        out.say("p", "name", invoice.buyer().name());
        contact(invoice.buyer());
        bank(invoice.buyer());
        out.out().in("td", "facts").in("table", "");
        if (!invoice.isDraft()) {
            fact("invoice.issuedOn", voice.day(invoice.issuedOn()));
            fact("invoice.dueOn", voice.day(invoice.dueOn()));
        }
        fact("invoice.service", days(invoice.service().from(), invoice.service().last()));
        fact("invoice.kind", voice.of("invoice.kind." + invoice.kind()));
        fact("invoice.currency", invoice.currency().getCurrencyCode());
        if (invoice.fapiao() != InvoicePaper.Fapiao.NONE) {
            fact("invoice.fapiao", voice.of("invoice.fapiao." + invoice.fapiao(), invoice.fapiaoNumber()));
        }
        out.out().out().out().out();
    }

    private void fact(String key, String value) {
        out.in("tr", "")
                .say("th", "", voice.of(key))
                .in("td", "")
                .text(value)
                .out()
                .out();
    }

    private void contact(Party party) {
        out.lines("p", "", party.address());
        named("invoice.taxId", party.taxId());
        out.say("p", "", party.phone()).say("p", "", party.email());
    }

    private void bank(Party party) {
        named("invoice.bank", party.bank());
        named("invoice.bankAccount", party.bankAccount());
    }

    private void named(String key, String value) {
        if (!value.isEmpty()) {
            out.in("p", "")
                    .say("span", "label", voice.of(key))
                    .text(" ")
                    .text(value)
                    .out();
        }
    }

    private void lines() {
        out.in("table", "lines").in("thead", "").in("tr", "");
        out.head("item", voice.of("invoice.item"));
        for (var key : new String[] {"quantity", "unit", "exact", "settled", "tax", "amount"}) {
            out.head("num " + key, voice.of("invoice." + key));
        }
        out.out().out().in("tbody", "");
        invoice.lines().forEach(this::line);
        if (invoice.lines().isEmpty()) {
            out.in("tr", "").wide("none", 7, voice.of("invoice.noLines")).out();
        }
        out.out().out();
    }

    private void line(InvoicePaper.Line line) {
        out.in("tr", line.kind() == InvoiceDraft.Kind.ROUNDING ? "rounding" : "");
        out.openCell("item", voice.of("invoice.item"));
        out.in("div", "");
        out.say("p", "subject", voice.of("invoice.line." + line.kind(), line.subject()));
        if (line.kind() != InvoiceDraft.Kind.ROUNDING) {
            var days = days(line.service().from(), line.service().last());
            out.say(
                    "p",
                    "detail",
                    line.share() == null
                            ? days
                            : voice.of(
                                    "invoice.share",
                                    days,
                                    line.share().days(),
                                    line.share().of()));
        }
        out.out().out();
        boolean counted = line.kind() != InvoiceDraft.Kind.ROUNDING;
        out.cell(
                "num quantity",
                voice.of("invoice.quantity"),
                line.isUsage() ? used(line) : counted ? voice.number(line.quantity()) : "");
        out.cell("num unit", voice.of("invoice.unit"), line.unit() == null ? "" : voice.money(line.unit()));
        out.cell("num exact", voice.of("invoice.exact"), voice.money(line.exact()));
        out.cell(
                "num settled", voice.of("invoice.settled"), line.settled().isZero() ? "" : voice.money(line.settled()));
        tax(line);
        out.cell("num amount", voice.of("invoice.amount"), voice.money(line.amount()));
        out.out();
    }

    private String used(InvoicePaper.Line line) {
        return line.audio() ? voice.audio(line.quantity()) : voice.of("invoice.tokens", voice.number(line.quantity()));
    }

    private void tax(InvoicePaper.Line line) {
        out.openCell("num tax", voice.of("invoice.tax"));
        if (line.tax().rateBp() > 0) {
            out.in("div", "")
                    .say("p", "", rate(line.tax()))
                    .say("p", "detail", voice.money(line.taxAmount()))
                    .out();
        }
        out.out();
    }

    /** From the exact sum to what is due, each step in a row of its own. */
    private void sums() {
        var exact = sum(line -> line.kind() == InvoiceDraft.Kind.ROUNDING ? zero() : line.exact());
        var settled = sum(InvoicePaper.Line::settled);
        var net = invoice.sums().net();
        out.in("div", "sums").in("table", "").in("tbody", "");
        row("", voice.of("invoice.sum.exact"), exact);
        if (!settled.isZero()) {
            row("", voice.of("invoice.sum.settled"), settled.negated());
        }
        var rounding = net.minus(exact.minus(settled));
        if (!rounding.isZero()) {
            row("", voice.of("invoice.sum.rounding"), rounding);
        }
        row("net", voice.of("invoice.sum.net"), net);
        taxes();
        row("total", voice.of("invoice.sum.total"), invoice.sums().total());
        if (!invoice.sums().paid().isZero()) {
            row("", voice.of("invoice.sum.paid"), invoice.sums().paid().negated());
        }
        if (!invoice.sums().credited().isZero()) {
            row("", voice.of("invoice.sum.credited"), invoice.sums().credited().negated());
        }
        if (invoice.state() != Invoices.State.VOID) {
            row("due", voice.of("invoice.sum.due"), invoice.sums().due());
        }
        out.out().out().out();
    }

    private void taxes() {
        var taxes = new LinkedHashMap<Tax, Money>();
        invoice.lines().stream()
                .filter(line -> line.tax().rateBp() > 0)
                .forEach(line -> taxes.merge(line.tax(), line.taxAmount(), Money::plus));
        taxes.forEach((tax, amount) -> row("", voice.of("invoice.sum.tax", tax.name(), rate(tax)), amount));
    }

    private void row(String look, String label, Money amount) {
        out.in("tr", look)
                .say("th", "", label)
                .in("td", "num")
                .text(voice.money(amount))
                .out()
                .out();
    }

    private void terms() {
        out.in("div", "terms");
        if (invoice.isDraft()) {
            out.say("p", "", voice.of("invoice.terms.draft", invoice.dueDays()));
        } else if (invoice.state() == Invoices.State.PAID) {
            out.say("p", "", voice.of("invoice.terms.paid"));
        } else if (invoice.state() == Invoices.State.VOID) {
            out.say("p", "", voice.of("invoice.terms.void"));
        } else {
            out.say(
                    "p",
                    "",
                    voice.of(
                            "invoice.terms.open",
                            voice.money(invoice.sums().due()),
                            voice.day(invoice.dueOn()),
                            invoice.number()));
            bank(invoice.seller());
        }
        out.out();
    }

    private void credits() {
        if (!invoice.credits().isEmpty()) {
            out.in("div", "terms").say("p", "label", voice.of("invoice.credits"));
            for (var note : invoice.credits()) {
                out.say(
                        "p",
                        "",
                        voice.of(
                                "invoice.credit",
                                note.number(),
                                voice.day(note.issuedOn()),
                                voice.money(note.total()),
                                note.reason()));
            }
            out.out();
        }
    }

    private String rate(Tax tax) {
        return voice.percent(tax.rateBp());
    }

    private String days(java.time.LocalDate first, java.time.LocalDate last) {
        return voice.span(first, last);
    }

    private Money sum(Function<InvoicePaper.Line, Money> of) {
        return invoice.lines().stream().map(of).reduce(zero(), Money::plus);
    }

    private Money zero() {
        return Money.zero(invoice.currency());
    }
}
