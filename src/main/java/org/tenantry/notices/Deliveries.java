package org.tenantry.notices;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.Rows;

/**
 * Hands notices out to be sent and keeps what became of them, by the clock of the database. Who takes one has it for
 * 60 seconds; if nothing is heard by then, because the node died, the next one takes it.
 */
@Stateless
public class Deliveries {
    /** After so many tries in a row a notice has failed; an operator can start it anew. */
    static final int MOST_TRIES = 8;

    static final int LEASE_SECONDS = 60;

    private static final int FIRST_PAUSE_MINUTES = 1;
    private static final int LONGEST_PAUSE_MINUTES = 6 * 60;
    private static final int LONGEST_DETAIL = 300;

    @PersistenceContext
    EntityManager em;

    /** Takes the notice that is due longest, past those that others are just taking. */
    public Optional<Parcel> claim() {
        var rows = Rows.read(
                em,
                "SELECT id, tries, recipient, locale, subject, body, created_at FROM notice"
                        + " WHERE due_at <= UTC_TIMESTAMP(6) ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED");
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var row = rows.get(0);
        Rows.change(
                em,
                "UPDATE notice SET state = 'SENDING', tries = tries + 1,"
                        + " due_at = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(6)) WHERE id = ?",
                LEASE_SECONDS,
                Rows.uuid(row[0]));
        return Optional.of(new Parcel(
                Rows.uuid(row[0]),
                (int) Rows.number(row[1]) + 1,
                row[2].toString(),
                row[3].toString(),
                row[4].toString(),
                row[5].toString(),
                Rows.instant(row[6])));
    }

    /** The mail server has it: true whoever else took the notice in the meantime. */
    public void sent(UUID id) {
        Rows.change(
                em,
                "UPDATE notice SET state = 'SENT', sent_at = UTC_TIMESTAMP(6), due_at = NULL, failure = NULL,"
                        + " failure_detail = NULL WHERE id = ? AND state <> 'SENT'",
                id);
    }

    /** This try failed: another one later, or none any more. Changes nothing when another try has begun since. */
    public void failed(Parcel parcel, Undeliverable why) {
        boolean over = why.isLasting() || parcel.tries() >= MOST_TRIES;
        Rows.change(
                em,
                "UPDATE notice SET state = ?, due_at = TIMESTAMPADD(MINUTE, ?, UTC_TIMESTAMP(6)), failure = ?,"
                        + " failure_detail = ? WHERE id = ? AND state = 'SENDING' AND tries = ?",
                over ? Notice.State.FAILED : Notice.State.WAITING,
                over ? null : pauseMinutes(parcel.tries()),
                why.kind(),
                PlainText.cut(PlainText.line(why.getMessage()), LONGEST_DETAIL),
                parcel.id(),
                parcel.tries());
    }

    /** One minute after the first try, then twice as long each time, at most six hours. */
    static int pauseMinutes(int tries) {
        return tries > 20 ? LONGEST_PAUSE_MINUTES : Math.min(LONGEST_PAUSE_MINUTES, FIRST_PAUSE_MINUTES << (tries - 1));
    }
}
