package org.tenantry.api.manage;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tenantry.api.BadField;
import org.tenantry.api.Fields;
import org.tenantry.api.StrictJson;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Refusal;

/**
 * The JSON object that a program sent, read strictly: at most a megabyte, no name that is not known. A field that is
 * {@code null} is not there, unless {@link #clears} asks for it. The first thing that is wrong is told with its name.
 */
final class Sent {
    private static final int MOST_BYTES = 1_000_000;
    private static final int LONGEST_TEXT = 100_000;
    private static final int MOST_TEXTS = 1_000;
    private static final int LONGEST_SHOWN = 100;
    private static final Pattern AMOUNT = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");

    private final Map<String, Object> values;
    private final String prefix;

    private Sent(Fields fields, String prefix) {
        this.values = fields.values();
        this.prefix = prefix;
    }

    /** Reads the body of a request; every name that is not among these is refused. */
    static Sent read(InputStream body, String... names) {
        try {
            var bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Refusal(413, "manage.refusal.large", MOST_BYTES);
            }
            return new Sent(StrictJson.object(bytes), "").only(names);
        } catch (IOException broken) {
            throw new Refusal(400, "api.error.400");
        }
    }

    private Sent only(String... names) {
        var known = List.of(names);
        for (var name : values.keySet()) {
            if (!known.contains(name)) {
                throw new BadField(at(name), "manage.refusal.unknown", shown(at(name)), String.join(", ", known));
            }
        }
        return this;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** Whether it says {@code null}: what stands there shall be taken away. */
    boolean clears(String name) {
        return values.containsKey(name) && values.get(name) == null;
    }

    /** What must be there: {@code sent.need("name", sent::text)}. */
    <T> T need(String name, Function<String, Optional<T>> reader) {
        return reader.apply(name).orElseThrow(() -> new BadField(at(name), "manage.refusal.missing", at(name)));
    }

    Optional<String> text(String name) {
        return text(name, "manage.refusal.text", text -> isPlain(text) ? text : null);
    }

    Optional<Boolean> flag(String name) {
        return read(name, "manage.refusal.flag", Boolean.class::cast);
    }

    Optional<Integer> whole(String name) {
        return read(name, "manage.refusal.whole", value -> ((BigDecimal) value).intValueExact());
    }

    /** An exact amount, as a text: {@code "12.50"}. */
    Optional<BigDecimal> amount(String name) {
        return text(
                name, "manage.refusal.amount", text -> AMOUNT.matcher(text).matches() ? new BigDecimal(text) : null);
    }

    /** {@code {"amount": "12.50", "currency": "EUR"}}, exact to the billionth. */
    Optional<Money> money(String name) {
        return object(name, "amount", "currency").map(inner -> {
            var amount = inner.need("amount", inner::amount);
            var currency = inner.need("currency", inner::currency);
            try {
                return Money.of(amount, currency);
            } catch (ArithmeticException tooFine) {
                throw new BadField(inner.at("amount"), "manage.refusal.amount", inner.at("amount"));
            }
        });
    }

    Optional<Currency> currency(String name) {
        return text(name, "manage.refusal.currency", Currency::getInstance);
    }

    Optional<Instant> instant(String name) {
        return text(name, "manage.refusal.instant", Instants::read);
    }

    Optional<ZoneId> zone(String name) {
        return text(name, "manage.refusal.zone", text -> text.length() > 64 ? null : ZoneId.of(text));
    }

    /** The language of pages and mails: {@code en} or {@code zh}. */
    Optional<Locale> language(String name) {
        return text(
                name,
                "manage.refusal.language",
                text -> List.of("en", "zh").contains(text) ? Locale.forLanguageTag(text) : null);
    }

    Optional<UUID> id(String name) {
        return text(name, "manage.refusal.id", Ids::parse);
    }

    /** One of an enumeration's names in lower case; {@code offered} are those that may be said. */
    <E extends Enum<E>> Optional<E> choice(String name, List<E> offered) {
        var names = new LinkedHashMap<String, E>();
        offered.forEach(one -> names.put(Told.name(one), one));
        return read(
                name, "manage.refusal.choice", value -> names.get((String) value), String.join(", ", names.keySet()));
    }

    /** Some of an enumeration's names, each at most once; may be none. */
    <E extends Enum<E>> Optional<List<E>> choices(String name, List<E> offered) {
        var names = new LinkedHashMap<String, E>();
        offered.forEach(one -> names.put(Told.name(one), one));
        return read(
                name,
                "manage.refusal.choices",
                value -> {
                    var found = ((List<?>) value)
                            .stream().map(names::get).distinct().toList();
                    return found.contains(null) ? null : found;
                },
                String.join(", ", names.keySet()));
    }

    Optional<List<String>> texts(String name) {
        return read(name, "manage.refusal.texts", value -> {
            var found = ((List<?>) value).stream().map(String.class::cast).toList();
            return found.size() <= MOST_TEXTS && found.stream().allMatch(Sent::isPlain) ? found : null;
        });
    }

    Optional<List<UUID>> ids(String name) {
        return texts(name).map(texts -> {
            try {
                return texts.stream().map(Ids::parse).distinct().toList();
            } catch (NotFound none) {
                throw new BadField(at(name), "manage.refusal.ids", at(name));
            }
        });
    }

    /** An object that has texts under any names. */
    Optional<Map<String, String>> map(String name) {
        return read(name, "manage.refusal.map", value -> {
            var map = new LinkedHashMap<String, String>();
            ((Fields) value).values().forEach((key, text) -> map.put(key, (String) text));
            return map.size() <= MOST_TEXTS
                            && map.entrySet().stream().allMatch(one -> isPlain(one.getKey()) && isPlain(one.getValue()))
                    ? map
                    : null;
        });
    }

    Optional<Sent> object(String name, String... names) {
        return read(name, "manage.refusal.object", value -> new Sent((Fields) value, at(name) + "."))
                .map(inner -> inner.only(names));
    }

    private <T> Optional<T> text(String name, String key, Function<String, T> meaning) {
        return read(name, key, value -> meaning.apply((String) value));
    }

    /** What has another form than the reader expects, or is nothing to it, is refused by name. */
    private <T> Optional<T> read(String name, String key, Function<Object, T> reader, Object... arguments) {
        if (!has(name)) {
            return Optional.empty();
        }
        Optional<T> found;
        try {
            found = Optional.ofNullable(reader.apply(values.get(name)));
        } catch (ClassCastException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | NotFound odd) {
            found = Optional.empty();
        }
        if (found.isEmpty()) {
            var all = new Object[arguments.length + 1];
            all[0] = at(name);
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            throw new BadField(at(name), key, all);
        }
        return found;
    }

    String at(String name) {
        return prefix + name;
    }

    private static String shown(String name) {
        return name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
    }

    private static boolean isPlain(String text) {
        return text != null && text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0;
    }
}
