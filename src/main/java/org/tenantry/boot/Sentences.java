package org.tenantry.boot;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.tenantry.values.Refusal;

/** Says a refusal in English, for the log. */
final class Sentences {
    private static final String BUNDLE = "org.tenantry.words.Words";
    private static final ResourceBundle.Control OWN =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Sentences() {}

    static String say(Refusal refusal) {
        var bundle = ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH, OWN);
        return bundle.containsKey(refusal.key())
                ? new MessageFormat(bundle.getString(refusal.key()), Locale.ENGLISH)
                        .format(refusal.arguments().toArray())
                : refusal.key() + " " + refusal.arguments();
    }
}
