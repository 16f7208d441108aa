package org.tenantry.api.manage;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tenantry.values.Money;

/**
 * An object of an answer: moments in RFC 3339, amounts as texts beside their currency, choices in lower case. What there
 * is none of is {@code null} and never left out.
 */
final class Told {
    private final JsonObjectBuilder json = Json.createObjectBuilder();

    /** An enumeration's name as programs read and write it. */
    static String name(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    Told put(String name, String text) {
        if (text == null) {
            json.addNull(name);
        } else {
            json.add(name, text);
        }
        return this;
    }

    Told put(String name, boolean flag) {
        json.add(name, flag);
        return this;
    }

    Told put(String name, long number) {
        json.add(name, number);
        return this;
    }

    Told put(String name, Instant at) {
        return put(name, at == null ? null : at.toString());
    }

    Told put(String name, LocalDate day) {
        return put(name, day == null ? null : day.toString());
    }

    Told put(String name, Enum<?> choice) {
        return put(name, choice == null ? null : name(choice));
    }

    /** An exact amount without its currency. */
    Told put(String name, BigDecimal amount) {
        return put(name, amount == null ? null : amount.toPlainString());
    }

    /** An id, of whichever kind. */
    Told id(String name, Record id) {
        return put(name, id == null ? null : id.toString());
    }

    Told id(String name, UUID id) {
        return put(name, id == null ? null : id.toString());
    }

    Told put(String name, Money money) {
        if (money == null) {
            json.addNull(name);
            return this;
        }
        return put(
                name,
                new Told()
                        .put("amount", plain(money))
                        .put("currency", money.currency().getCurrencyCode()));
    }

    Told put(String name, Told inner) {
        if (inner == null) {
            json.addNull(name);
        } else {
            json.add(name, inner.json);
        }
        return this;
    }

    Told list(String name, List<Told> inner) {
        var array = Json.createArrayBuilder();
        inner.forEach(one -> array.add(one.json));
        json.add(name, array);
        return this;
    }

    Told texts(String name, Collection<String> texts) {
        json.add(name, Json.createArrayBuilder(texts));
        return this;
    }

    JsonObject json() {
        return json.build();
    }

    /** The exact amount without zeros that say nothing. */
    static String plain(Money money) {
        var units = money.units().stripTrailingZeros();
        return (units.scale() < 0 ? units.setScale(0) : units).toPlainString();
    }
}
