package org.tenantry.notices;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.audit.AuditLog;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;
import org.tenantry.values.Rows;
import org.tenantry.values.TenantId;

/** Keeps the mails that are to go out: each is written in the transaction that causes it, and sent afterwards. */
@Stateless
public class Outbox {
    private static final int LONGEST_KEY = 160;
    private static final String COLUMNS =
            "id, state, kind, recipient, subject, tries, failure, failure_detail, created_at, due_at, sent_at";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    MailSettings settings;

    @Inject
    AuditLog audit;

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

    /** Asks for a mail to see whether mail is set up rightly; sent once for each {@code ref}. */
    public void test(PersonId operator, String ref, Recipient to, String sender) {
        if (Addresses.one(to.email()).isEmpty()) {
            throw new InvalidInput("notices.refusal.address");
        }
        put(AuditLog.OPERATOR, "test " + ref, "test", List.of(to), sender);
        audit.record(operator, AuditLog.OPERATOR, "notice.test", to.email(), "");
    }

    /** Sends a notice that has failed once more, with all its tries before it. */
    public void again(PersonId operator, UUID id) {
        var opened = open(id);
        int found = Rows.change(
                em,
                "UPDATE notice SET state = 'WAITING', tries = 0, due_at = UTC_TIMESTAMP(6), failure = NULL,"
                        + " failure_detail = NULL WHERE id = ? AND state = 'FAILED'",
                id);
        if (found == 0) {
            throw new Refusal(409, "notices.refusal.notFailed");
        }
        audit.record(
                operator,
                opened.tenant(),
                "notice.again",
                id.toString(),
                opened.notice().kind() + " " + opened.notice().recipient());
    }

    /** One notice with its text, for the operator. */
    public Opened open(UUID id) {
        var rows = Rows.read(em, "SELECT " + COLUMNS + ", tenant_id, locale, body FROM notice WHERE id = ?", id);
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        var row = rows.get(0);
        return new Opened(
                notice(row),
                new TenantId(Rows.uuid(row[11])),
                Locale.forLanguageTag(row[12].toString()),
                row[13].toString());
    }

    /** Notices of a state, or of all, written before one of them; newest first. */
    public List<Notice> list(Optional<Notice.State> state, Optional<UUID> before, int most) {
        var conditions = new ArrayList<String>();
        var values = new ArrayList<Object>();
        state.ifPresent(wanted -> {
            conditions.add("state = ?");
            values.add(wanted);
        });
        before.ifPresent(id -> {
            conditions.add("id < ?");
            values.add(id);
        });
        values.add(most);
        var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return Rows.read(
                        em,
                        "SELECT " + COLUMNS + " FROM notice" + where + " ORDER BY id DESC LIMIT ?",
                        values.toArray())
                .stream()
                .map(Outbox::notice)
                .toList();
    }

    /** How many notices are in the states that are not over, and how many have failed. */
    public Map<Notice.State, Long> pending() {
        var counts = new EnumMap<Notice.State, Long>(Notice.State.class);
        for (var row : Rows.read(
                em,
                "SELECT state, COUNT(*) FROM notice WHERE state IN ('WAITING', 'SENDING', 'FAILED') GROUP BY state")) {
            counts.put(Notice.State.valueOf(row[0].toString()), Rows.number(row[1]));
        }
        return counts;
    }

    private void write(TenantId tenant, String onceKey, String kind, Recipient reader, Object... arguments) {
        var letter = Letter.of(kind, reader, settings.baseUrl(), arguments);
        boolean reachable = Addresses.one(reader.email()).isPresent();
        var state = reachable ? Notice.State.WAITING : Notice.State.FAILED;
        Rows.change(
                em,
                "INSERT INTO notice (id, tenant_id, once_key, kind, recipient, locale, subject, body, state, tries,"
                        + " due_at, failure, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, IF(? = 'WAITING', UTC_TIMESTAMP(6), NULL), ?, ?)"
                        + " ON DUPLICATE KEY UPDATE id = id",
                Ids.next(),
                tenant.value(),
                onceKey,
                kind,
                reader.email(),
                reader.locale().toLanguageTag(),
                letter.subject(),
                letter.body(),
                state,
                state,
                reachable ? null : MailFailure.ADDRESS,
                clock.instant());
    }

    private static Notice notice(Object... row) {
        return new Notice(
                Rows.uuid(row[0]),
                Notice.State.valueOf(row[1].toString()),
                row[2].toString(),
                row[3].toString(),
                row[4].toString(),
                (int) Rows.number(row[5]),
                row[6] == null ? null : MailFailure.valueOf(row[6].toString()),
                row[7] == null ? "" : row[7].toString(),
                Rows.instant(row[8]),
                Rows.instant(row[9]),
                Rows.instant(row[10]));
    }

    /** A notice with what it says, in which language, and whom it concerns. */
    public record Opened(Notice notice, TenantId tenant, Locale locale, String body) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
