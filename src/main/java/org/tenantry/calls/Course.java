package org.tenantry.calls;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tenantry.gateway.Completion;
import org.tenantry.gateway.Delta;
import org.tenantry.gateway.Ending;
import org.tenantry.gateway.Hearing;
import org.tenantry.gateway.ProviderFailure;
import org.tenantry.gateway.Upstream;
import org.tenantry.metering.Attempt;
import org.tenantry.models.Endpoint;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;

/**
 * The course of one sent call: attempt after attempt, each by another way, until something is heard or no way is left.
 * From the first piece on it stays where it is. Only ever one attempt runs, and one thread moves it on at a time.
 */
final class Course implements RunningCall {
    private static final Logger LOG = Logger.getLogger(Course.class.getName());

    /** Below this an attempt is not worth beginning. */
    private static final int LEAST_SECONDS = 2;

    /** Asks the model whose turn it is. */
    interface Asking {
        Upstream ask(Endpoint endpoint, OfferedModel model, int mostOutputTokens, Hearing hearing);
    }

    /** How many attempts a call may make, and until when after its beginning they may begin. */
    record Bounds(int attempts, int seconds) {}

    private final Ways ways;
    private final Bounds bounds;
    private final HeldCall call;
    private final Asking asking;
    private final Answering answering;
    private final long startNanos = System.nanoTime();
    private final Set<String> gone = new HashSet<>();
    private final Set<ModelId> givenUp = new HashSet<>();
    private boolean unpaid;
    private Completion last;
    private Way lastWay;

    private int running;
    private Upstream upstream;
    private boolean stopped;

    Course(Ways ways, Bounds bounds, HeldCall call, Asking asking, Answering answering) {
        this.ways = ways;
        this.bounds = bounds;
        this.call = call;
        this.asking = asking;
        this.answering = answering;
    }

    @Override
    public void stop() {
        Upstream now;
        synchronized (this) {
            stopped = true;
            now = upstream;
        }
        if (now != null) {
            now.cancel();
        }
    }

    /** Makes the next attempt, or ends the call when there is none to make. */
    void next() {
        try {
            var way = isStopped() ? Optional.<Way>empty() : way();
            if (way.isEmpty()) {
                fail();
                return;
            }
            begin(way.get());
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "call " + call.id() + " could not go on");
            fail();
        }
    }

    /** The next way for which the call is held, or for which it can be. */
    private Optional<Way> way() {
        while (true) {
            var way = ways.next(call, this::mayGo, last == null);
            if (way.isEmpty()
                    || way.get().model().id().equals(call.tried().model().id())) {
                return way;
            }
            var heir = way.get().model();
            try {
                var hold = ways.move(call, heir);
                hold.ifPresent(moved -> call.tried().movedTo(heir, moved));
                return hold.isEmpty() ? Optional.empty() : way;
            } catch (Refusal refused) {
                LOG.log(Level.FINE, refused, () -> "call " + call.id() + " cannot go over to " + heir.name());
                unpaid = !(refused instanceof ContextTooLong);
                givenUp.add(heir.id());
            }
        }
    }

    private boolean mayGo(Way way) {
        return !givenUp.contains(way.model().id()) && !gone.contains(name(way));
    }

    private static String name(Way way) {
        return way.model().id() + " " + way.keyed().key();
    }

    private void begin(Way way) {
        gone.add(name(way));
        lastWay = way;
        int number = call.tried().count() + 1;
        var endpoint = way.keyed().endpoint();
        if (number > 1) {
            endpoint = endpoint.within((int) Math.max(LEAST_SECONDS, secondsLeft()), Integer.MAX_VALUE);
        }
        var ear = new Ear(number, way, ways.now());
        call.tried().begins(() -> ear.attempt(Attempt.Outcome.STOPPED, Optional.empty()));
        synchronized (this) {
            running = number;
            upstream = null;
        }
        ways.goes(way);
        Upstream begun;
        try {
            begun = asking.ask(endpoint, way.model(), call.tried().mostOutputTokens(), ear);
        } catch (RuntimeException failure) {
            LOG.log(
                    Level.WARNING,
                    failure,
                    () -> "call " + call.id() + " could not be sent to "
                            + way.model().name());
            ear.ended(new Completion(
                    Ending.FAILED,
                    Optional.empty(),
                    Optional.of(new ProviderFailure(ProviderFailure.Kind.PROVIDER_ERROR, true))));
            return;
        }
        boolean late;
        synchronized (this) {
            // a very short attempt may be over, and the next one begun
            upstream = running == number ? begun : upstream;
            late = stopped;
        }
        if (late) {
            begun.cancel();
        }
    }

    private void attemptEnded(Way way, Completion completion) {
        last = completion;
        boolean goesOn = completion.ending() == Ending.FAILED
                && !isStopped()
                && completion.failure().map(why -> mayHelp(way, why.kind())).orElse(false)
                && call.tried().count() < bounds.attempts()
                && secondsLeft() >= LEAST_SECONDS;
        if (!goesOn || !ways.later(this::next)) {
            end(completion, completion.failure().map(this::told));
        }
    }

    /** Whether another way may do better; where it is not the key that fails, no other key of that model will. */
    private boolean mayHelp(Way way, ProviderFailure.Kind kind) {
        return switch (kind) {
            case RATE_LIMITED, KEY_REFUSED, PROVIDER_QUOTA, MODEL_UNKNOWN, PROVIDER_ERROR -> true;
            case UNREACHABLE, TIMED_OUT, BAD_ANSWER -> {
                givenUp.add(way.model().id());
                yield true;
            }
            case CONTEXT_TOO_LONG, CONTENT_REFUSED, REQUEST_REFUSED -> false;
        };
    }

    /** What the reader is told: of ways that were known to fail, that they all do. */
    private String told(ProviderFailure why) {
        boolean providers =
                switch (why.kind()) {
                    case UNREACHABLE, TIMED_OUT, PROVIDER_ERROR, BAD_ANSWER -> true;
                    default -> false;
                };
        return providers && lastWay != null && lastWay.ill()
                ? "NONE_WELL"
                : why.kind().name();
    }

    /** No way is left: the call ends as its last attempt did. */
    private void fail() {
        if (last == null) {
            end(
                    new Completion(Ending.FAILED, Optional.empty(), Optional.empty()),
                    Optional.of(unpaid ? "UNPAID" : "NONE_WELL"));
        } else {
            end(last, unpaid ? Optional.of("UNPAID") : last.failure().map(this::told));
        }
    }

    private void end(Completion completion, Optional<String> failure) {
        answering.ended(new Outcome(
                Outcome.End.valueOf(completion.ending().name()),
                completion.usage(),
                failure,
                completion.requests(),
                completion.failure().map(ProviderFailure::retryAfterSeconds).orElse(0)));
    }

    private long secondsLeft() {
        return bounds.seconds() - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Hears one attempt, and lets the health of its way be known. */
    private final class Ear implements Hearing {
        private final int number;
        private final Way way;
        private final Instant askedAt;
        private final long fromNanos = System.nanoTime();
        private volatile long firstNanos = -1;

        Ear(int number, Way way, Instant askedAt) {
            this.number = number;
            this.way = way;
            this.askedAt = askedAt;
        }

        @Override
        public void heard(Delta delta) {
            begun();
            answering.heard(delta.text(), delta.reasoning());
        }

        @Override
        public boolean requested(String id, String name, String arguments) {
            boolean passedOn = answering.requested(id, name, arguments);
            if (passedOn) {
                begun();
            }
            return passedOn;
        }

        private void begun() {
            if (firstNanos < 0) {
                firstNanos = System.nanoTime() - fromNanos;
                ways.heard(way);
            }
        }

        @Override
        public void ended(Completion completion) {
            ways.over(way, completion, firstNanos < 0);
            call.tried().ends(attempt(outcome(completion.ending()), completion.failure()));
            attemptEnded(way, completion);
        }

        private Attempt.Outcome outcome(Ending ending) {
            return ending == Ending.TOOLS ? Attempt.Outcome.DONE : Attempt.Outcome.valueOf(ending.name());
        }

        Attempt attempt(Attempt.Outcome outcome, Optional<ProviderFailure> failure) {
            return new Attempt(
                    number,
                    way.provider(),
                    way.model().id(),
                    way.keyed().label(),
                    askedAt,
                    firstNanos < 0 ? null : TimeUnit.NANOSECONDS.toMillis(firstNanos),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNanos),
                    outcome,
                    failure.map(why -> why.kind().name()).orElse(""),
                    failure.map(ProviderFailure::retriable).orElse(false));
        }
    }
}
