package org.tenantry.notices;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import org.tenantry.values.Ids;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** Keeps the mails that are to go out: each is written in the transaction that causes it, and sent afterwards. */
@Stateless
public class Outbox {
    private static final int LONGEST_KEY = 160;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    MailSettings settings;

    /**
     * Writes one mail for each recipient in the running transaction, once for each tenant, key and recipient: repeated,
     * it changes nothing. The kind names the sentences {@code notices.<kind>.subject} and {@code .body}; amounts, dates,
     * moments and numbers among the arguments are written as each recipient reads them.
     */
    public void put(TenantId tenant, String onceKey, String kind, Collection<Recipient> to, Object... arguments) {
        if (onceKey.isEmpty() || onceKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("a key of 1 to " + LONGEST_KEY + " letters: " + onceKey);
        }
        to.stream()
                .sorted(Comparator.comparing(Recipient::email))
                .forEach(reader -> write(tenant, onceKey, kind, reader, arguments));
    }

    private void write(TenantId tenant, String onceKey, String kind, Recipient reader, Object... arguments) {
        var letter = Letter.of(kind, reader, settings.baseUrl(), arguments);
        boolean reachable = Addresses.one(reader.email()).isPresent();
        Rows.change(
                em,
                "INSERT INTO notice (id, tenant_id, once_key, kind, recipient, locale, subject, body, state, tries,"
                        + " due_at, failure, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, UTC_TIMESTAMP(6), ?, ?)"
                        + " ON DUPLICATE KEY UPDATE id = id",
                Ids.next(),
                tenant.value(),
                onceKey,
                kind,
                reader.email(),
                reader.locale().toLanguageTag(),
                letter.subject(),
                letter.body(),
                reachable ? "WAITING" : "FAILED",
                reachable ? null : MailFailure.ADDRESS,
                clock.instant());
    }
}
