package org.tenantry.billing;

import static org.tenantry.values.Rows.change;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.tenantry.metering.Period;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** Writes a draft down as an invoice with its lines: one with the same kind and ref, or a line of the same item, is refused by the database. */
record InvoiceWriter(EntityManager em, Instant now) {
    private static final int LINES_AT_ONCE = 50;
    private static final int LINE_COLUMNS = 21;

    /** Why an invoice is written. */
    enum Occasion {
        START,
        CHANGE,
        PERIOD
    }

    /**
     * Keeps the draft. Use is of {@code used}, fees are of {@code fees}: the same period, or the one before.
     */
    UUID keep(
            TenantId tenant,
            InvoiceDraft draft,
            Occasion occasion,
            String ref,
            UUID subscription,
            Period used,
            Period fees,
            Instant finaliseAfter) {
        var id = Ids.next();
        var from = draft.lines().stream()
                .map(line -> line.service().from())
                .min(Comparator.naturalOrder())
                .orElse(used.days().from());
        var to = draft.lines().stream()
                .map(line -> line.service().to())
                .max(Comparator.naturalOrder())
                .orElse(used.days().to());
        head(tenant, id, draft, occasion, ref, subscription, used, from, to, finaliseAfter);
        var values = new ArrayList<Object>();
        int number = 0;
        for (var line : draft.lines()) {
            add(values, tenant, id, ++number, line, line.kind().isFee() ? fees : used);
            if (number % LINES_AT_ONCE == 0 || number == draft.lines().size()) {
                write(values);
                values.clear();
            }
        }
        return id;
    }

    private void head(
            TenantId tenant,
            UUID id,
            InvoiceDraft draft,
            Occasion occasion,
            String ref,
            UUID subscription,
            Period used,
            LocalDate from,
            LocalDate to,
            Instant finaliseAfter) {
        change(
                em,
                "INSERT INTO invoice (id, tenant_id, kind, state, subscription_id, period_id, ref, currency, zone,"
                        + " service_from, service_to, net_n, tax_n, total_n, paid_n, credited_n, drafted_at, finalise_after,"
                        + " fapiao) VALUES (?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 'NONE')",
                id,
                tenant.value(),
                occasion,
                subscription,
                used.id(),
                ref,
                draft.currency().getCurrencyCode(),
                used.zone().getId(),
                from,
                to,
                draft.net().nanos(),
                draft.tax().nanos(),
                draft.total().nanos(),
                now,
                finaliseAfter);
    }

    /** Some lines in one statement. */
    private void write(List<Object> values) {
        var row = "(" + String.join(", ", Collections.nCopies(LINE_COLUMNS, "?")) + ")";
        change(
                em,
                "INSERT INTO invoice_line (tenant_id, invoice_id, line, kind, item, period_id, subject, service_from,"
                        + " service_to, days, of_days, quantity, unit_n, exact_n, settled_n, amount_n, tax_rate_bp, tax_name,"
                        + " tax_n, model_id, price_version_id) VALUES "
                        + String.join(", ", Collections.nCopies(values.size() / LINE_COLUMNS, row)),
                values.toArray());
    }

    private static void add(
            List<Object> values, TenantId tenant, UUID invoice, int number, InvoiceDraft.Line line, Period period) {
        Collections.addAll(
                values,
                tenant.value(),
                invoice,
                number,
                line.kind(),
                line.item(),
                period.id(),
                line.subject(),
                line.service().from(),
                line.service().to(),
                line.share() == null ? null : line.share().days(),
                line.share() == null ? null : line.share().of(),
                line.quantity(),
                nanos(line.unit()),
                line.exact().nanos(),
                line.settled().nanos(),
                line.amount().nanos(),
                line.tax().rateBp(),
                line.tax().name(),
                line.taxAmount().nanos(),
                line.model(),
                line.priceVersion());
    }

    private static Long nanos(Money money) {
        return money == null ? null : money.nanos();
    }
}
