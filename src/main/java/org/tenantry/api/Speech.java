package org.tenantry.api;

import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.tenantry.metering.Budget;
import org.tenantry.values.Figures;
import org.tenantry.values.Money;
import org.tenantry.values.Refusal;

/** How the API words what it says: in English, unless the program asks for another language that there are words for. */
record Speech(Locale locale, ZoneId zone) {
    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.CHINESE);
    private static final ResourceBundle.Control OWN =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    static Locale wanted(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .flatMap(wanted ->
                        SPOKEN.stream().filter(spoken -> spoken.getLanguage().equals(wanted.getLanguage())))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** The language of this tag, such as {@code zh}, if there are words for it, else what the request asks for. */
    static Locale wanted(String tag, HttpServletRequest request) {
        return SPOKEN.stream()
                .filter(spoken -> spoken.getLanguage().equals(tag))
                .findFirst()
                .orElseGet(() -> wanted(request));
    }

    String of(String key, Object... arguments) {
        var bundle = ResourceBundle.getBundle("org.tenantry.words.Words", locale, OWN);
        return bundle.containsKey(key) ? new MessageFormat(bundle.getString(key), locale).format(arguments) : key;
    }

    String of(Refusal refusal) {
        return of(refusal.key(), refusal.arguments().stream().map(this::spoken).toArray());
    }

    private Object spoken(Object argument) {
        var figures = new Figures(locale, zone);
        if (argument instanceof Money money) {
            return figures.brief(money);
        }
        if (argument instanceof Instant at) {
            return figures.time(at);
        }
        return argument instanceof Budget.Span span ? of("budget.per." + span.name()) : argument;
    }
}
