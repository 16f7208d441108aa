package org.tenantry.billing;

import static org.tenantry.values.Rows.day;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/** Finds invoices for the tenant's admins and for the operator, newest first, and reads one as a paper. */
@Stateless
public class InvoiceReader {
    /** How many invoices a page of the list has. */
    public static final int ROWS = 25;

    @PersistenceContext
    EntityManager em;

    @Inject
    Issuers issuers;

    @Inject
    BillingAccounts accounts;

    /** One invoice of a list; number and days are null as in {@link InvoicePaper}. */
    public record Row(
            UUID id,
            TenantId tenant,
            String tenantName,
            String number,
            Invoices.State state,
            DaySpan service,
            Money total,
            Money due,
            LocalDate issuedOn,
            LocalDate dueOn)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** The tenant's own invoices: one more than a page has, when there are older ones. */
    public List<Row> list(Caller admin, Optional<Invoices.State> state, int page) {
        return rows(Optional.of(admin.require(Role.ADMIN).tenant()), state, page);
    }

    /** Every tenant's invoices, or those of one. */
    public List<Row> listOfAll(Caller operator, Optional<TenantId> tenant, Optional<Invoices.State> state, int page) {
        operator.require(Role.OPERATOR);
        return rows(tenant, state, page);
    }

    /** An invoice of the tenant's own. */
    public InvoicePaper paper(Caller admin, UUID id) {
        return new PaperRows(em, issuers, accounts)
                .paper(id, admin.require(Role.ADMIN).tenant());
    }

    /** An invoice of any tenant. */
    public InvoicePaper paperOfAny(Caller operator, UUID id) {
        operator.require(Role.OPERATOR);
        var rows = read(em, "SELECT tenant_id, id FROM invoice WHERE id = ?", id);
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        return new PaperRows(em, issuers, accounts).paper(id, new TenantId(uuid(rows.get(0)[0])));
    }

    private List<Row> rows(Optional<TenantId> tenant, Optional<Invoices.State> state, int page) {
        var values = new ArrayList<Object>();
        var where = new ArrayList<String>(List.of("1 = 1"));
        tenant.ifPresent(of -> {
            where.add("i.tenant_id = ?");
            values.add(of.value());
        });
        state.ifPresent(of -> {
            where.add("i.state = ?");
            values.add(of);
        });
        values.add(ROWS + 1);
        values.add(Math.max(0L, page) * ROWS);
        return read(
                        em,
                        "SELECT i.id, i.tenant_id, t.name, i.number, i.state, i.service_from, i.service_to, i.currency,"
                                + " i.total_n, i.total_n - i.paid_n - i.credited_n, i.issued_on, i.due_on FROM invoice i"
                                + " JOIN tenant t ON t.id = i.tenant_id WHERE " + String.join(" AND ", where)
                                + " ORDER BY i.drafted_at DESC, i.id DESC LIMIT ? OFFSET ?",
                        values.toArray())
                .stream()
                .map(InvoiceReader::row)
                .toList();
    }

    private static Row row(Object[] row) {
        var currency = row[7].toString();
        return new Row(
                uuid(row[0]),
                new TenantId(uuid(row[1])),
                row[2].toString(),
                row[3] == null ? null : row[3].toString(),
                Invoices.State.valueOf(row[4].toString()),
                new DaySpan(day(row[5]), day(row[6])),
                Money.of(number(row[8]), currency),
                Money.of(number(row[9]), currency),
                day(row[10]),
                day(row[11]));
    }
}
