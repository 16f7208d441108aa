package org.tenantry.billing;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.persistence.EntityManager;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Price;
import org.tenantry.values.Proration;
import org.tenantry.values.TenantId;

/** Puts one invoice together from its rows, for {@link InvoiceReader}; those of another tenant are not found. */
record PaperRows(EntityManager em, Issuers issuers, BillingAccounts accounts) {
    InvoicePaper paper(UUID id, TenantId tenant) {
        var rows = read(
                em,
                "SELECT i.id, t.name, i.number, i.kind, i.state, i.seller, i.buyer, i.issued_on, i.due_on, i.service_from,"
                        + " i.service_to, i.zone, i.currency, i.net_n, i.tax_n, i.total_n, i.paid_n, i.credited_n, i.fapiao,"
                        + " i.fapiao_number FROM invoice i JOIN tenant t ON t.id = i.tenant_id"
                        + " WHERE i.id = ? AND i.tenant_id = ?",
                id,
                tenant.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        var row = rows.get(0);
        var currency = row[12].toString();
        var issuer = issuers.get();
        return new InvoicePaper(
                id,
                tenant,
                text(row[1]),
                row[2] == null ? null : text(row[2]),
                InvoicePaper.Kind.valueOf(text(row[3])),
                Invoices.State.valueOf(text(row[4])),
                row[5] == null ? issuer.party() : Party.ofJson(text(row[5])),
                row[6] == null ? accounts.of(tenant).party() : Party.ofJson(text(row[6])),
                day(row[7]),
                day(row[8]),
                issuer.dueDays(),
                new DaySpan(day(row[9]), day(row[10])),
                ZoneId.of(text(row[11])),
                lines(id, tenant, currency),
                new InvoicePaper.Sums(
                        Money.of(number(row[13]), currency),
                        Money.of(number(row[14]), currency),
                        Money.of(number(row[15]), currency),
                        Money.of(number(row[16]), currency),
                        Money.of(number(row[17]), currency)),
                credits(id, tenant, currency),
                InvoicePaper.Fapiao.valueOf(text(row[18])),
                text(row[19]));
    }

    private List<InvoicePaper.Line> lines(UUID invoice, TenantId tenant, String currency) {
        return read(
                        em,
                        "SELECT line, kind, subject, service_from, service_to, days, of_days, quantity, unit_n, exact_n,"
                                + " settled_n, amount_n, tax_name, tax_rate_bp, tax_n, period_id, l.model_id,"
                                + " price_version_id, v.unit FROM invoice_line l"
                                + " LEFT JOIN price_version v ON v.id = l.price_version_id"
                                + " WHERE invoice_id = ? AND tenant_id = ? ORDER BY line",
                        invoice,
                        tenant.value())
                .stream()
                .map(row -> new InvoicePaper.Line(
                        (int) number(row[0]),
                        InvoiceDraft.Kind.valueOf(text(row[1])),
                        text(row[2]),
                        new DaySpan(day(row[3]), day(row[4])),
                        row[5] == null || row[6] == null
                                ? null
                                : new Proration((int) number(row[5]), (int) number(row[6])),
                        number(row[7]),
                        row[8] == null ? null : Money.of(number(row[8]), currency),
                        Money.of(number(row[9]), currency),
                        Money.of(number(row[10]), currency),
                        Money.of(number(row[11]), currency),
                        new Tax(text(row[12]), (int) number(row[13])),
                        Money.of(number(row[14]), currency),
                        uuid(row[15]),
                        uuid(row[16]),
                        uuid(row[17]),
                        Price.Unit.AUDIO.name().equals(text(row[18]))))
                .toList();
    }

    private List<InvoicePaper.Credit> credits(UUID invoice, TenantId tenant, String currency) {
        return read(
                        em,
                        "SELECT number, issued_on, total_n, reason FROM credit_note"
                                + " WHERE invoice_id = ? AND tenant_id = ? ORDER BY at, number",
                        invoice,
                        tenant.value())
                .stream()
                .map(row -> new InvoicePaper.Credit(
                        text(row[0]), day(row[1]), Money.of(number(row[2]), currency), text(row[3])))
                .toList();
    }

    private static String text(Object column) {
        return column == null ? "" : column.toString();
    }
}
