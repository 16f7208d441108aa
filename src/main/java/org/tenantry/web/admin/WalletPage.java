package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.tenantry.ledger.CreditLot;
import org.tenantry.ledger.Posting;
import org.tenantry.ledger.Statements;
import org.tenantry.ledger.Wallet;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;

/** What the tenant has, in which lots, and every movement with the balance after it; one can be opened to its entries. */
@Named
@RequestScoped
public class WalletPage {
    private static final int ROWS = 25;

    @Inject
    CurrentCaller caller;

    @Inject
    Statements statements;

    private String from;
    private String opened;
    private long before;
    private Wallet wallet;
    private List<CreditLot> lots;
    private List<Posting> postings;
    private List<Posting.Entry> entries = List.of();
    private UUID openedId;
    private long older;

    public void load() {
        var admin = caller.get();
        before = number(from);
        wallet = statements.wallet(admin);
        lots = statements.lots(admin);
        var found = statements.postings(admin, before, ROWS + 1);
        postings = found.stream().limit(ROWS).toList();
        older = found.size() > ROWS ? postings.get(ROWS - 1).seq() : 0;
        if (opened != null) {
            openedId = Ids.parse(opened);
            entries = statements.entries(admin, openedId);
        }
    }

    private static long number(String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput("refusal.choice");
        }
    }

    public Wallet getWallet() {
        return wallet;
    }

    public List<CreditLot> getLots() {
        return lots;
    }

    public List<Posting> getPostings() {
        return postings;
    }

    public List<Posting.Entry> getEntries() {
        return entries;
    }

    public UUID getOpenedId() {
        return openedId;
    }

    /** The number that the older postings are below of; 0 if there are none. */
    public long getOlder() {
        return older;
    }

    /** The number that the shown postings are below of; 0 shows the newest. */
    public long getBefore() {
        return before;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getOpened() {
        return opened;
    }

    public void setOpened(String opened) {
        this.opened = opened;
    }
}
