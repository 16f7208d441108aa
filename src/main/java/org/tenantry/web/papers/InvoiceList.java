package org.tenantry.web.papers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tenantry.billing.InvoiceReader;
import org.tenantry.billing.Invoices;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.TenantId;

/** A page of a list of invoices, with what was asked for and whether there are older ones. */
public record InvoiceList(Wanted wanted, List<InvoiceReader.Row> rows, boolean more) {
    /** What an address asks for: a state, a tenant (both may be left out) and a page from 0. */
    public record Wanted(Optional<Invoices.State> state, Optional<TenantId> tenant, int page) {
        public static Wanted of(String state, String tenant, String page) {
            return new Wanted(
                    Optional.ofNullable(state).filter(word -> !word.isEmpty()).map(Wanted::state),
                    Optional.ofNullable(tenant).filter(word -> !word.isEmpty()).map(TenantId::of),
                    Optional.ofNullable(page).map(Wanted::page).orElse(0));
        }

        private static Invoices.State state(String word) {
            return Stream.of(Invoices.State.values())
                    .filter(state -> state.name().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInput("refusal.choice"));
        }

        private static int page(String word) {
            if (!word.matches("[0-9]{1,6}")) {
                throw new InvalidInput("refusal.choice");
            }
            return Integer.parseInt(word);
        }

        /** The filters as an address says them. */
        public String address() {
            return "state=" + state.map(Enum::name).orElse("") + "&tenant="
                    + tenant.map(TenantId::toString).orElse("");
        }
    }

    /** {@code found} may have one row more than a page, which only says that there are older ones. */
    public static InvoiceList of(Wanted wanted, List<InvoiceReader.Row> found) {
        return new InvoiceList(
                wanted, found.stream().limit(InvoiceReader.ROWS).toList(), found.size() > InvoiceReader.ROWS);
    }

    public Invoices.State[] states() {
        return Invoices.State.values();
    }
}
