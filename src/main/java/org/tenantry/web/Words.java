package org.tenantry.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.tenantry.metering.Budget;
import org.tenantry.values.Figures;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Refusal;

/** The sentences of the product in the reader's language. */
public final class Words {
    /** The languages there are words for; the first is spoken to everybody else. */
    public static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.CHINESE);

    /** Where a reader who is not signed in keeps the chosen language. */
    public static final String COOKIE = "tenantry-language";

    private static final String BUNDLE = "org.tenantry.words.Words";
    private static final ResourceBundle.Control OWN =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Words() {}

    /** The sentence of that key, its places filled; a key that does not exist shows itself. */
    public static String say(Locale locale, String key, Object... arguments) {
        var bundle = bundle(locale);
        return bundle.containsKey(key) ? new MessageFormat(bundle.getString(key), locale).format(arguments) : key;
    }

    /** What a refusal says to this reader: its amounts and moments are written as the pages write them. */
    public static String say(HttpServletRequest request, Refusal refusal) {
        var locale = locale(request);
        var zone =
                CurrentCaller.of(request).map(person -> person.caller().zone()).orElse(ZoneOffset.UTC);
        var figures = new Figures(locale, zone);
        return say(
                locale,
                refusal.key(),
                refusal.arguments().stream()
                        .map(argument -> spoken(argument, locale, figures))
                        .toArray());
    }

    private static Object spoken(Object argument, Locale locale, Figures figures) {
        if (argument instanceof Money money) {
            return figures.brief(money);
        }
        if (argument instanceof Instant at) {
            return figures.time(at);
        }
        return argument instanceof Budget.Span span ? say(locale, "budget.per." + span.name()) : argument;
    }

    public static boolean has(String key) {
        return bundle(Locale.ENGLISH).containsKey(key);
    }

    /** The language of the reader: the person's or the tenant's when signed in, else the chosen one, else the browser's. */
    public static Locale locale(HttpServletRequest request) {
        return CurrentCaller.of(request).map(person -> person.caller().locale()).orElseGet(() -> Stream.concat(
                        chosen(request), Collections.list(request.getLocales()).stream())
                .filter(Words::isSpoken)
                .findFirst()
                .orElse(SPOKEN.get(0)));
    }

    /** Reads a language there are words for; anything else is refused. */
    public static Locale spoken(String tag) {
        return SPOKEN.stream()
                .filter(spoken -> spoken.toLanguageTag().equals(tag))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("refusal.choice"));
    }

    /** The language itself, without country or script, of a locale we have words for. */
    static Locale language(Locale locale) {
        return SPOKEN.stream()
                .filter(spoken -> spoken.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(SPOKEN.get(0));
    }

    static boolean isSpoken(Locale locale) {
        return SPOKEN.stream().anyMatch(spoken -> spoken.getLanguage().equals(locale.getLanguage()));
    }

    private static Stream<Locale> chosen(HttpServletRequest request) {
        var cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(cookie -> Locale.forLanguageTag(cookie.getValue()));
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, language(locale), OWN);
    }
}
