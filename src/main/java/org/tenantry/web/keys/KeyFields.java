package org.tenantry.web.keys;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tenantry.tenancy.AllowedAddresses;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;

/** What is typed and ticked about a key. The last day counts whole, in the tenant's zone. */
public class KeyFields implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LATEST_YEAR = 2199;

    private final Map<String, Boolean> scopes = new LinkedHashMap<>();
    private final Map<String, Boolean> models = new LinkedHashMap<>();
    private String name;
    private String addresses;
    private String lastDay;

    /** The fields of a key that is not there yet. */
    public static KeyFields fresh() {
        var fields = new KeyFields();
        KeyForm.USUAL.forEach(scope -> fields.scopes.put(scope.name(), true));
        return fields;
    }

    public static KeyFields of(KeyForm form, ZoneId zone) {
        var fields = new KeyFields();
        fields.name = form.name();
        form.scopes().forEach(scope -> fields.scopes.put(scope.name(), true));
        form.models().forEach(model -> fields.models.put(model.toString(), true));
        fields.addresses = form.addresses().text().replace(", ", "\n");
        fields.lastDay = form.end().map(end -> day(end, zone)).orElse(null);
        return fields;
    }

    /** What the fields say; an end that stands there unchanged is kept to the second. */
    public KeyForm form(ZoneId zone, Instant endBefore) {
        boolean unchanged = endBefore != null && day(endBefore, zone).equals(lastDay);
        return new KeyForm(
                name,
                ticked(scopes).stream().map(KeyFields::scope).collect(Collectors.toSet()),
                ticked(models).stream().map(ModelId::of).collect(Collectors.toSet()),
                AllowedAddresses.of(addresses),
                unchanged ? endBefore : end(zone));
    }

    private static String day(Instant end, ZoneId zone) {
        return LocalDate.ofInstant(end.minusNanos(1), zone).toString();
    }

    private Instant end(ZoneId zone) {
        if (lastDay == null || lastDay.isBlank()) {
            return null;
        }
        try {
            var day = LocalDate.parse(lastDay.strip());
            if (day.getYear() > LATEST_YEAR) {
                throw new InvalidInput("tenancy.refusal.keyEnd");
            }
            return day.plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw new InvalidInput("field.unreadable");
        }
    }

    private static Set<String> ticked(Map<String, Boolean> boxes) {
        return boxes.entrySet().stream()
                .filter(box -> Boolean.TRUE.equals(box.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static KeyScope scope(String name) {
        try {
            return KeyScope.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInput("refusal.choice");
        }
    }

    public KeyScope[] getEveryScope() {
        return KeyScope.values();
    }

    public Map<String, Boolean> getScopes() {
        return scopes;
    }

    public Map<String, Boolean> getModels() {
        return models;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getAddresses() {
        return addresses;
    }

    public void setAddresses(String addresses) {
        this.addresses = addresses;
    }

    public String getLastDay() {
        return lastDay;
    }

    public void setLastDay(String lastDay) {
        this.lastDay = lastDay;
    }
}
