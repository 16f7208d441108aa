package org.tenantry.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object of a request. What is missing and what is null is not there; what is of another type is refused with its
 * name. {@code path} is where it stands in the body, with a dot at its end unless it is the body itself.
 */
public record Fields(String path, Map<String, Object> values, byte[] source, int from, int to) {
    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** Whatever stands there, null for nothing. */
    Object value(String name) {
        return values.get(name);
    }

    Optional<String> text(String name) {
        return found(name, String.class, "text");
    }

    String needText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    Optional<BigDecimal> number(String name) {
        return found(name, BigDecimal.class, "number");
    }

    /** A whole number between two others. */
    Optional<Long> whole(String name, long least, long most) {
        return number(name).map(number -> {
            boolean fits = number.stripTrailingZeros().scale() <= 0
                    && number.compareTo(BigDecimal.valueOf(least)) >= 0
                    && number.compareTo(BigDecimal.valueOf(most)) <= 0;
            if (!fits) {
                throw new BadField(path + name, "api.refusal.field.whole", path + name, least, most);
            }
            return number.longValueExact();
        });
    }

    /** Whether it is true; what is not there is not. */
    boolean yes(String name) {
        return found(name, Boolean.class, "truth").orElse(false);
    }

    Optional<Fields> object(String name) {
        return found(name, Fields.class, "object").map(object -> object.at(path + name + "."));
    }

    Optional<List<?>> list(String name) {
        var value = values.get(name);
        if (value != null && !(value instanceof List)) {
            throw new BadField(path + name, "api.refusal.field.list", path + name);
        }
        return Optional.ofNullable((List<?>) value);
    }

    /** The objects of a list; none where there is no list. */
    List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        for (var one : list(name).orElse(List.of())) {
            var place = path + name + "[" + objects.size() + "]";
            if (!(one instanceof Fields object)) {
                throw new BadField(place, "api.refusal.field.object", place);
            }
            objects.add(object.at(place + "."));
        }
        return objects;
    }

    /** The same object, as it stands elsewhere in the body. */
    Fields at(String place) {
        return new Fields(place, values, source, from, to);
    }

    /** As it was written. */
    String json() {
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    BadField missing(String name) {
        return new BadField(path + name, "api.refusal.field.missing", path + name);
    }

    /** A value that cannot be: says where, and what can. */
    BadField bad(String name, String accepted) {
        return new BadField(path + name, "api.refusal.field.choice", path + name, accepted);
    }

    private <T> Optional<T> found(String name, Class<T> type, String kind) {
        var value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new BadField(path + name, "api.refusal.field." + kind, path + name);
        }
        return Optional.of(type.cast(value));
    }

    /** Leaves out what people wrote. */
    @Override
    public String toString() {
        return path + names();
    }
}
