package org.tenantry.notices;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.tenantry.values.Figures;
import org.tenantry.values.Money;

/** Subject and text of a mail as one recipient reads it. Both are plain text; the subject is one line. */
record Letter(String subject, String body) {
    private static final int LONGEST_SUBJECT = 200;
    private static final String BUNDLE = "org.tenantry.notices.Notices";
    private static final ResourceBundle.Control OWN =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** Writes the sentences of a kind; the product's address stands at the end of the text when it is known. */
    static Letter of(String kind, Recipient reader, Optional<String> baseUrl, Object... arguments) {
        var written = written(reader, arguments);
        var locale = reader.locale();
        var body = say(locale, "notices." + kind + ".body", written);
        return new Letter(
                PlainText.cut(PlainText.line(say(locale, "notices." + kind + ".subject", written)), LONGEST_SUBJECT),
                baseUrl.map(url -> body + "\n\n" + say(locale, "notices.link", url))
                        .orElse(body));
    }

    private static Object[] written(Recipient reader, Object... arguments) {
        var figures = new Figures(reader.locale(), reader.zone());
        return Arrays.stream(arguments)
                .map(argument -> written(argument, figures))
                .toArray();
    }

    private static Object written(Object argument, Figures figures) {
        if (argument instanceof Money money) {
            return figures.money(money);
        }
        if (argument instanceof Instant at) {
            return figures.time(at);
        }
        if (argument instanceof LocalDate day) {
            return figures.day(day);
        }
        return argument instanceof Number ? argument : PlainText.line(String.valueOf(argument));
    }

    private static String say(Locale locale, String key, Object... arguments) {
        var bundle = ResourceBundle.getBundle(BUNDLE, locale, OWN);
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
