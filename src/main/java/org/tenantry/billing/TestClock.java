package org.tenantry.billing;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Clocks;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;

/**
 * Moves the time of a demo ahead, so that renewal, expiry and dunning can be seen. How far is kept in the database, where
 * every node reads it; time only ever goes forward.
 */
@Stateless
public class TestClock {
    /** Time is never more than this ahead. */
    private static final Duration MOST_AHEAD = Duration.ofDays(20 * 366L);

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Clocks clocks;

    @Inject
    AuditLog audit;

    /** What time it is, and how far that is ahead of the real time. {@code movable} is false in a real deployment. */
    public record State(boolean movable, Instant now, Duration ahead) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public State state(Caller operator) {
        operator.require(Role.OPERATOR);
        return new State(clocks.isMovable(), clock.instant(), clocks.ahead());
    }

    /**
     * Moves time by so much. {@code seen} is how far it was ahead when that was decided: if it was moved since, nothing
     * happens and the operator is told.
     */
    public void forward(Caller operator, Duration by, Duration seen) {
        operator.require(Role.OPERATOR);
        if (!clocks.isMovable()) {
            throw new Refusal(409, "clock.refusal.off");
        }
        var whole = Duration.ofSeconds(by.toSeconds());
        if (whole.isNegative() || whole.isZero()) {
            throw new InvalidInput("clock.refusal.back");
        }
        if (whole.compareTo(MOST_AHEAD) > 0 || seen.plus(whole).compareTo(MOST_AHEAD) > 0) {
            throw new InvalidInput("clock.refusal.far");
        }
        var wanted = seen.plus(whole);
        int moved = change(
                em,
                "UPDATE moved_clock SET ahead_seconds = ?, moved_at = ?, person_id = ? WHERE id = 1"
                        + " AND ahead_seconds = ?",
                wanted.toSeconds(),
                Clocks.WALL.instant(),
                operator.person().value(),
                seen.toSeconds());
        if (moved == 0) {
            throw new Refusal(409, "clock.refusal.moved");
        }
        audit.record(operator.person(), AuditLog.OPERATOR, "clock.move", "", seen + " -> " + wanted);
        clocks.moveTo(wanted);
    }

    /** The same up to a moment, which must not be over yet. */
    public void forwardTo(Caller operator, Instant moment, Duration seen) {
        forward(operator, Duration.between(Clocks.WALL.instant().plus(seen), moment), seen);
    }

    /** Reads how far time is ahead; where it cannot be moved, the database is not even asked. */
    public void refresh() {
        if (clocks.isMovable()) {
            clocks.moveTo(Duration.ofSeconds(number(read(em, "SELECT ahead_seconds, id FROM moved_clock WHERE id = 1")
                    .get(0)[0])));
        }
    }
}
