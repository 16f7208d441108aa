package org.tenantry.notices;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses of mail, so that none of them can bring a header or a second recipient with it. */
final class Addresses {
    /** Visible ASCII without what separates, quotes or brackets addresses; the domain already in its ASCII form. */
    private static final Pattern FORM =
            Pattern.compile("[!-~&&[^@,;:<>()\\[\\]\"\\\\]]+@[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private static final int LONGEST = 254;

    private Addresses() {}

    /** One bare address in the form that goes over the wire, or nothing when it cannot be one. */
    static Optional<String> one(String text) {
        var bare = text == null ? "" : text.strip();
        int at = bare.lastIndexOf('@');
        if (at < 1 || bare.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var wire = bare.substring(0, at + 1) + IDN.toASCII(bare.substring(at + 1));
            return wire.length() <= LONGEST && FORM.matcher(wire).matches() ? Optional.of(wire) : Optional.empty();
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    /** A sender as people write it: a bare address, or {@code A Name <address>}. */
    static Optional<InternetAddress> sender(String text) {
        try {
            var read = new InternetAddress(text.strip(), true);
            return one(read.getAddress()).map(bare -> read);
        } catch (AddressException unreadable) {
            return Optional.empty();
        }
    }
}
