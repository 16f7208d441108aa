package org.tenantry.billing;

import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/** Reads what was typed about a side of an invoice, or says what is wrong with it. */
final class Parties {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\",;]+@[^\\s@<>\",;]+");
    private static final Pattern PLAIN = Pattern.compile("\\P{Cntrl}*");
    private static final Pattern LINES = Pattern.compile("[\\P{Cntrl}\\n]*");

    private Parties() {}

    /** The same party without blanks around its texts; a name is needed, the rest is as the country wants it. */
    static Party checked(Party party) {
        var name = text(party.name(), 200);
        if (name.isEmpty()) {
            throw new InvalidInput("billing.refusal.partyName");
        }
        var email = text(party.email(), 254);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            throw new InvalidInput("refusal.email.form");
        }
        return new Party(
                name,
                lines(party.address()),
                text(party.taxId(), 60),
                text(party.bank(), 200),
                text(party.bankAccount(), 60),
                text(party.phone(), 40),
                email);
    }

    private static String text(String typed, int most) {
        var text = typed == null ? "" : typed.strip();
        if (text.length() > most || !PLAIN.matcher(text).matches()) {
            throw new InvalidInput("billing.refusal.partyText", most);
        }
        return text;
    }

    private static String lines(String typed) {
        var text = typed == null ? "" : typed.replace("\r\n", "\n").strip();
        if (text.length() > 500 || !LINES.matcher(text).matches()) {
            throw new InvalidInput("billing.refusal.partyText", 500);
        }
        return text;
    }
}
