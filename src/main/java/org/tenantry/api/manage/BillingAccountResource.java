package org.tenantry.api.manage;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.tenantry.billing.BillingAccount;
import org.tenantry.billing.BillingAccounts;
import org.tenantry.billing.Party;
import org.tenantry.tenancy.Caller;

/** Whom to bill for a company: its admins say, operators set its tax and whether dunning leaves it alone. */
@Path("tenants/{tenant}/billing-account")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class BillingAccountResource {
    @Inject
    Desk desk;

    @Inject
    BillingAccounts accounts;

    @GET
    public JsonObject get(@PathParam("tenant") String tenant) {
        return one(desk.admin(tenant));
    }

    @PATCH
    public JsonObject change(@PathParam("tenant") String tenant, InputStream body) {
        var admin = desk.admin(tenant);
        var said = Sent.read(
                body,
                "name",
                "address",
                "tax_id",
                "bank",
                "bank_account",
                "phone",
                "email",
                "pays_from_balance",
                "tax_name",
                "tax_rate_bp",
                "dunning_exempt");
        var known = accounts.of(admin);
        var party = party(said, known.party());
        boolean pays = said.flag("pays_from_balance").orElse(known.paysFromBalance());
        var taxName = said.text("tax_name").orElse(known.tax().name());
        int taxRate = said.whole("tax_rate_bp").orElse(known.tax().rateBp());
        boolean exempt = said.flag("dunning_exempt").orElse(known.dunningExempt());
        boolean terms = said.has("tax_name") || said.has("tax_rate_bp") || said.has("dunning_exempt");
        desk.act(() -> {
            if (!party.equals(known.party()) || pays != known.paysFromBalance()) {
                accounts.keep(admin, party, pays);
            }
            if (terms) {
                accounts.terms(desk.operator(), admin.tenant(), taxName, taxRate, exempt);
            }
        });
        return one(admin);
    }

    private JsonObject one(Caller admin) {
        return told(accounts.of(admin)).json();
    }

    private static Party party(Sent said, Party before) {
        return new Party(
                said.text("name").orElse(before.name()),
                said.text("address").orElse(before.address()),
                said.text("tax_id").orElse(before.taxId()),
                said.text("bank").orElse(before.bank()),
                said.text("bank_account").orElse(before.bankAccount()),
                said.text("phone").orElse(before.phone()),
                said.text("email").orElse(before.email()));
    }

    private static Told told(BillingAccount account) {
        var party = account.party();
        return new Told()
                .put("name", party.name())
                .put("address", party.address())
                .put("tax_id", party.taxId())
                .put("bank", party.bank())
                .put("bank_account", party.bankAccount())
                .put("phone", party.phone())
                .put("email", party.email())
                .put("pays_from_balance", account.paysFromBalance())
                .put("tax_name", account.tax().name())
                .put("tax_rate_bp", account.tax().rateBp())
                .put("dunning_exempt", account.dunningExempt())
                .put("dunning", account.dunning());
    }
}
