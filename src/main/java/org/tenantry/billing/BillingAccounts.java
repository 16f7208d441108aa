package org.tenantry.billing;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDate;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Ledger;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;

/** Keeps whom to bill for each tenant, its tax, its place in dunning, and whether billing it is stopped. */
@Stateless
public class BillingAccounts {
    private static final int LONGEST_TAX_NAME = 40;
    private static final int LONGEST_WHY = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    AuditLog audit;

    @Inject
    Ledger ledger;

    @Inject
    Tenants tenants;

    public BillingAccount of(Caller admin) {
        return of(admin.require(Role.ADMIN).tenant());
    }

    public BillingAccount of(Caller operator, TenantId tenant) {
        operator.require(Role.OPERATOR);
        return of(tenant);
    }

    /** The account; a tenant that never said whom to bill is billed by its own name and without tax. */
    public BillingAccount of(TenantId tenant) {
        var rows = read(
                em,
                "SELECT t.name, a.legal_name, a.address, a.tax_id, a.bank, a.bank_account, a.phone, a.email, a.tax_name,"
                        + " a.tax_rate_bp, a.pays_from_balance, a.dunning_exempt, a.dunning_state, a.parked_at, a.parked_why"
                        + " FROM tenant t LEFT JOIN billing_account a ON a.tenant_id = t.id WHERE t.id = ?",
                tenant.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        var row = rows.get(0);
        if (row[1] == null) {
            return new BillingAccount(
                    tenant,
                    new Party(row[0].toString(), "", "", "", "", "", ""),
                    Tax.NONE,
                    true,
                    false,
                    BillingAccount.DunningState.NONE,
                    null,
                    "");
        }
        return new BillingAccount(
                tenant,
                new Party(
                        row[1].toString(),
                        row[2].toString(),
                        row[3].toString(),
                        row[4].toString(),
                        row[5].toString(),
                        row[6].toString(),
                        row[7].toString()),
                new Tax(row[8].toString(), (int) number(row[9])),
                truth(row[10]),
                truth(row[11]),
                BillingAccount.DunningState.valueOf(row[12].toString()),
                instant(row[13]),
                row[14].toString());
    }

    /** A tenant's admin says whom to bill, and whether invoices are paid from paid credit when there is enough. */
    public void keep(Caller admin, Party party, boolean paysFromBalance) {
        var tenant = admin.require(Role.ADMIN).tenant();
        var checked = Parties.checked(party);
        ensure(tenant);
        write(tenant, checked, paysFromBalance);
        audit.record(
                admin.person(),
                tenant,
                "billing.details",
                checked.name(),
                paysFromBalance ? "invoices are paid from credit" : "invoices are paid by transfer or card");
    }

    /** The operator sets a tenant's tax (a rate in hundredths of a percent) and whether dunning leaves it alone. */
    public void terms(Caller operator, TenantId tenant, String taxName, int taxRateBp, boolean dunningExempt) {
        operator.require(Role.OPERATOR);
        var name = taxName == null ? "" : taxName.strip();
        if (taxRateBp < 0 || taxRateBp > 10_000) {
            throw new InvalidInput("billing.refusal.taxRate");
        }
        if (name.length() > LONGEST_TAX_NAME || (taxRateBp > 0 && name.isEmpty())) {
            throw new InvalidInput("billing.refusal.taxName", LONGEST_TAX_NAME);
        }
        of(tenant);
        ensure(tenant);
        change(
                em,
                "UPDATE billing_account SET tax_name = ?, tax_rate_bp = ?, dunning_exempt = ? WHERE tenant_id = ?",
                name,
                taxRateBp,
                dunningExempt,
                tenant.value());
        audit.record(
                operator.person(),
                tenant,
                "billing.terms",
                tenant.toString(),
                name + " " + taxRateBp + " bp" + (dunningExempt ? ", exempt from dunning" : ""));
    }

    /**
     * Moves the tenant's place in dunning, at most one step a day, so that nobody is suspended who was not warned before;
     * false when it stands there already or has moved today.
     */
    public boolean moveDunning(TenantId tenant, BillingAccount.DunningState to, LocalDate today) {
        ensure(tenant);
        return change(
                        em,
                        "UPDATE billing_account SET dunning_state = ?, dunning_moved_on = ? WHERE tenant_id = ?"
                                + " AND dunning_state <> ? AND (dunning_moved_on IS NULL OR dunning_moved_on < ?)",
                        to,
                        today,
                        tenant.value(),
                        to,
                        today)
                == 1;
    }

    /** Nothing is overdue any more: dunning starts anew, a suspension for it ends; true when one did. */
    public boolean lift(TenantId tenant) {
        change(
                em,
                "UPDATE billing_account SET dunning_state = 'NONE', dunning_moved_on = NULL WHERE tenant_id = ?"
                        + " AND dunning_state <> 'NONE'",
                tenant.value());
        return tenants.liftForBill(tenant);
    }

    /** Stops billing and holds of a tenant whose books do not agree, until an operator has looked (rule 5.5). */
    public boolean park(TenantId tenant, String why) {
        ensure(tenant);
        ledger.park(tenant, true);
        return change(
                        em,
                        "UPDATE billing_account SET parked_at = ?, parked_why = ? WHERE tenant_id = ? AND parked_at IS NULL",
                        clock.instant(),
                        why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) : why,
                        tenant.value())
                == 1;
    }

    private void ensure(TenantId tenant) {
        change(
                em,
                "INSERT INTO billing_account (tenant_id, legal_name, address, tax_id, bank, bank_account, phone, email,"
                        + " tax_name, tax_rate_bp, pays_from_balance, dunning_exempt, dunning_state, parked_why)"
                        + " SELECT id, name, '', '', '', '', '', '', '', 0, TRUE, FALSE, 'NONE', '' FROM tenant WHERE id = ?"
                        + " ON DUPLICATE KEY UPDATE legal_name = legal_name",
                tenant.value());
    }

    private void write(TenantId tenant, Party party, boolean paysFromBalance) {
        change(
                em,
                "UPDATE billing_account SET legal_name = ?, address = ?, tax_id = ?, bank = ?, bank_account = ?, phone = ?,"
                        + " email = ?, pays_from_balance = ? WHERE tenant_id = ?",
                party.name(),
                party.address(),
                party.taxId(),
                party.bank(),
                party.bankAccount(),
                party.phone(),
                party.email(),
                paysFromBalance,
                tenant.value());
    }
}
