package org.tenantry.tenancy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/** An address people sign in with, always kept in lower case. */
record Email(String value) {
    private static final Pattern FORM = Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+");
    private static final int LONGEST = 254;

    /** Reads an address; anything that cannot be one is refused. */
    static Email of(String text) {
        var email = lenient(text);
        if (email.value.length() > LONGEST || !FORM.matcher(email.value).matches()) {
            throw new InvalidInput("refusal.email.form");
        }
        return email;
    }

    /** Reads what was typed at sign-in: an impossible address is simply nobody's. */
    static Email lenient(String text) {
        return new Email(text == null ? "" : text.strip().toLowerCase(Locale.ROOT));
    }
}
