package org.tenantry.ledger;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** The entries of one posting, numbered from 1, written in one statement; they sum to zero. */
final class Entries {
    private static final int COLUMNS = 6;

    private final EntityManager em;
    private final UUID posting;
    private final TenantId tenant;
    private final List<Object> values = new ArrayList<>();
    private long sumN;

    Entries(EntityManager em, UUID posting, TenantId tenant) {
        this.em = em;
        this.posting = posting;
        this.tenant = tenant;
    }

    TenantId tenant() {
        return tenant;
    }

    /** An entry on an account; {@code lot} is null but for the wallet's. */
    Entries add(Account account, UUID lot, long amountN) {
        int line = values.size() / COLUMNS + 1;
        Collections.addAll(values, posting, line, tenant.value(), account, lot, amountN);
        sumN = Math.addExact(sumN, amountN);
        return this;
    }

    void write() {
        if (values.isEmpty()) {
            return;
        }
        if (sumN != 0) {
            throw new IllegalStateException("entries of a posting that do not sum to zero: " + sumN);
        }
        var rows = Collections.nCopies(values.size() / COLUMNS, "(?, ?, ?, ?, ?, ?)");
        Rows.change(
                em,
                "INSERT INTO ledger_entry (posting_id, line, tenant_id, account, lot_id, amount_n) VALUES "
                        + String.join(", ", rows),
                values.toArray());
    }
}
