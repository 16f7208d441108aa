package org.tenantry.calls;

import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.uuid;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.persistence.EntityManager;
import java.io.StringReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tenantry.metering.CallReceipt;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.Rows;

/** Reads how the models of calls were chosen. */
final class RoutedReader {
    private RoutedReader() {}

    /** By call, for those that were routed; the receipts tell which calls and in which currency. */
    static Map<RequestId, Routed> read(EntityManager em, Collection<CallReceipt> receipts) {
        var found = new HashMap<RequestId, Routed>();
        if (receipts.isEmpty()) {
            return found;
        }
        var money = new HashMap<RequestId, Money>();
        receipts.forEach(receipt -> money.put(receipt.id(), receipt.charge()));
        var marks = "?" + ", ?".repeat(receipts.size() - 1);
        Rows.read(
                        em,
                        "SELECT r.call_id, r.asked, r.reason, r.rule_name, m.label, r.candidates,"
                                + " c.model_id = r.strongest_id, s.saved_n FROM call_route r"
                                + " JOIN model_call c ON c.id = r.call_id JOIN model m ON m.id = c.model_id"
                                + " LEFT JOIN call_saving s ON s.call_id = r.call_id WHERE r.call_id IN (" + marks
                                + ")",
                        receipts.stream().map(receipt -> receipt.id().value()).toArray())
                .forEach(row -> {
                    var id = new RequestId(uuid(row[0]));
                    found.put(id, routed(row, money.get(id)));
                });
        return found;
    }

    private static Routed routed(Object[] row, Money inCurrency) {
        return new Routed(
                row[1].toString(),
                Route.Reason.valueOf(row[2].toString()),
                row[3] == null ? "" : row[3].toString(),
                row[4].toString(),
                labels(row[5].toString()),
                row[6] != null && Rows.truth(row[6]),
                row[7] == null ? Optional.empty() : Optional.of(new Money(number(row[7]), inCurrency.currency())));
    }

    private static List<String> labels(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList();
        }
    }
}
