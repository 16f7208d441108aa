package org.tenantry.billing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.io.StringReader;

/**
 * A side of an invoice as it stood when the invoice was finalised: later edits do not reach it (rule 7.3). Empty texts
 * stand for what was not given. {@code address} may have several lines.
 */
public record Party(
        String name, String address, String taxId, String bank, String bankAccount, String phone, String email)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    String toJson() {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("address", address)
                .add("taxId", taxId)
                .add("bank", bank)
                .add("bankAccount", bankAccount)
                .add("phone", phone)
                .add("email", email)
                .build()
                .toString();
    }

    static Party ofJson(String json) {
        JsonObject o;
        try (var reader = Json.createReader(new StringReader(json))) {
            o = reader.readObject();
        }
        return new Party(
                o.getString("name", ""),
                o.getString("address", ""),
                o.getString("taxId", ""),
                o.getString("bank", ""),
                o.getString("bankAccount", ""),
                o.getString("phone", ""),
                o.getString("email", ""));
    }
}
