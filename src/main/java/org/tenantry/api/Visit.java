package org.tenantry.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.OpenedKey;
import org.tenantry.values.Refusal;

/**
 * One request of a program: its id, which every answer tells as {@code x-request-id}, the address it comes from, and, once
 * the door has opened, the key and who acts with it. It lives as an attribute of the request.
 */
public final class Visit {
    private static final String KEY = Visit.class.getName();
    private static final Pattern HARMLESS_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final String id;
    private final String address;
    private final Locale locale;
    private volatile OpenedKey key;

    private Visit(String id, String address, Locale locale) {
        this.id = id;
        this.address = address;
        this.locale = locale;
    }

    /** The one of this request; begins it when there is none yet. */
    public static Visit of(HttpServletRequest request) {
        if (request.getAttribute(KEY) instanceof Visit visit) {
            return visit;
        }
        var said = request.getHeader("x-request-id");
        var visit = new Visit(
                said != null && HARMLESS_ID.matcher(said).matches()
                        ? said
                        : "req_" + UUID.randomUUID().toString().replace("-", ""),
                request.getRemoteAddr(),
                Speech.wanted(request));
        request.setAttribute(KEY, visit);
        return visit;
    }

    /** The client's own id if it sent a harmless one, else ours. */
    String id() {
        return id;
    }

    String address() {
        return address;
    }

    void opened(OpenedKey by) {
        key = by;
    }

    /** The key that opened the door; refused where none was needed and none was sent. */
    public OpenedKey key() {
        return knownKey().orElseThrow(() -> new Refusal(401, "api.refusal.keyMissing"));
    }

    Optional<OpenedKey> knownKey() {
        return Optional.ofNullable(key);
    }

    Caller caller() {
        return key().caller();
    }

    Speech speech() {
        return new Speech(locale, zone());
    }

    private ZoneId zone() {
        return knownKey().map(known -> known.caller().zone()).orElse(ZoneOffset.UTC);
    }
}
