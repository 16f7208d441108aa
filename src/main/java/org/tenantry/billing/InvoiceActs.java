package org.tenantry.billing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Journal;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.ledger.Posting;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.TenantId;

/** What an operator does about an invoice without waiting for the clock or a payment provider: finalise it, book a transfer. */
@Stateless
public class InvoiceActs {
    private static final int LONGEST_TEXT = 100;
    private static final int OLDEST_DAYS = 366;

    @Inject
    Clock clock;

    @Inject
    Invoices invoices;

    @Inject
    Journal journal;

    @Inject
    Lots lots;

    @Inject
    AuditLog audit;

    /** A transfer as the bank's statement tells it (rule 8.1). */
    public record Transfer(String payer, String reference, Money amount, LocalDate on) {}

    /** Ends a draft's grace: it gets its number now (rule 7.7). Once it has one, this changes nothing. */
    public void finalise(Caller operator, TenantId tenant, UUID invoice) {
        operator.require(Role.OPERATOR);
        if (invoices.locked(tenant, invoice).state() != Invoices.State.DRAFT) {
            return;
        }
        invoices.finalise(tenant, invoice);
        var now = invoices.locked(tenant, invoice);
        audit.record(
                operator.person(),
                tenant,
                "invoice.finalise",
                now.number(),
                now.total().toString());
    }

    /**
     * Books money that arrived for an open invoice, once for each {@code ref}; what is more than due goes into the wallet
     * as paid credit, and is answered.
     */
    public Money receive(Caller operator, TenantId tenant, UUID invoice, Transfer transfer, String ref) {
        operator.require(Role.OPERATOR);
        var payer = said(transfer.payer());
        var reference = said(transfer.reference());
        var now = invoices.locked(tenant, invoice);
        var amount = transfer.amount();
        var nothing = Money.zero(now.total().currency());
        if (journal.posted(Posting.Kind.PAY, ref)) {
            return nothing;
        }
        checked(transfer, now);
        if (!now.state().isOpen()) {
            throw new InvalidInput("billing.refusal.notOpen");
        }
        var note = now.number() + " · " + payer + " · " + reference + " · " + transfer.on();
        var rest = invoices.receive(tenant, invoice, amount, ref, note);
        if (!rest.isZero()) {
            lots.moveBack(tenant, LotKind.PAID, rest, Optional.empty(), Account.CLEARING, "rest:" + ref, note);
        }
        audit.record(
                operator.person(),
                tenant,
                "invoice.receive",
                now.number(),
                amount + ", " + rest + " into the wallet: " + payer + ", " + reference + ", " + transfer.on());
        return rest;
    }

    private void checked(Transfer transfer, Invoices.Standing invoice) {
        var amount = transfer.amount();
        var currency = invoice.total().currency();
        if (!amount.currency().equals(currency)) {
            throw new InvalidInput(
                    "ledger.refusal.currency",
                    currency.getCurrencyCode(),
                    amount.currency().getCurrencyCode());
        }
        if (amount.nanos() <= 0 || !amount.equals(amount.rounded())) {
            throw new InvalidInput("billing.refusal.transferAmount");
        }
        var today = LocalDate.ofInstant(clock.instant(), invoice.zone());
        if (transfer.on() == null
                || transfer.on().isAfter(today.plusDays(1))
                || transfer.on().isBefore(today.minusDays(OLDEST_DAYS))) {
            throw new InvalidInput("billing.refusal.transferDay");
        }
    }

    private static String said(String text) {
        var said = text == null ? "" : text.strip();
        if (said.isEmpty() || said.length() > LONGEST_TEXT) {
            throw new InvalidInput("billing.refusal.transferText", LONGEST_TEXT);
        }
        return said;
    }
}
