package org.tenantry.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.tenantry.calls.Answering;
import org.tenantry.calls.Calls;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.RunningCall;
import org.tenantry.repeats.Claim;
import org.tenantry.repeats.Recorded;
import org.tenantry.repeats.Repeats;
import org.tenantry.repeats.RequestKey;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.values.Ids;
import org.tenantry.values.Retry;

/** Where a request for an answer is taken: read, named, claimed, held, and sent off; the servlet's thread is free then. */
@ApplicationScoped
class Counter {
    @Inject
    Bodies bodies;

    @Inject
    ModelNames names;

    @Inject
    Repeats repeats;

    @Inject
    Calls calls;

    @Inject
    ApiCalls apiCalls;

    @Inject
    Relays relays;

    @Inject
    Admission admission;

    @Inject
    Turns turns;

    @Inject
    Clock clock;

    /** Makes what writes the answer to an order. */
    interface Forms {
        AnswerForm form(Order order, HeldCall call, long createdSeconds);
    }

    private record Taken(Order order, Optional<RequestKey> again) {}

    void take(HttpServletRequest request, HttpServletResponse response, Function<Fields, Order> reading, Forms forms)
            throws IOException {
        var key = Visit.of(request).key().require(KeyScope.CHAT);
        var taken =
                bodies.json(request, body -> new Taken(reading.apply(StrictJson.object(body)), again(request, body)));
        var order = taken.order();
        var asked = names.asked(key, order.model());
        take(request, response, taken.again(), new Task() {
            @Override
            public Order order() {
                return order;
            }

            @Override
            public HeldCall hold(String once, Optional<UUID> claim) {
                return apiCalls.hold(key, asked, order, once, claim);
            }

            @Override
            public AnswerForm form(HeldCall call, long createdSeconds) {
                return forms.form(order, call, createdSeconds);
            }

            @Override
            public RunningCall send(HeldCall call, Answering answering) {
                return calls.send(call, answering);
            }
        });
    }

    /** The request as its client calls it, if it may make it again; {@code says} is all that it says. */
    static Optional<RequestKey> again(HttpServletRequest request, byte[] says) {
        return RequestKey.of(
                Collections.list(request.getHeaders("Idempotency-Key")),
                request.getMethod(),
                request.getRequestURI(),
                says);
    }

    /** What is done for one request that has been read: held in a transaction, and then sent. */
    interface Task extends Relays.Sending {
        Order order();

        HeldCall hold(String once, Optional<UUID> claim);

        AnswerForm form(HeldCall call, long createdSeconds);

        /** It was not begun after all: lets go of what it keeps. */
        default void unused() {}
    }

    /** Begins a task, unless it is refused or the same request had an answer before, which is given again. */
    void take(HttpServletRequest request, HttpServletResponse response, Optional<RequestKey> again, Task task)
            throws IOException {
        boolean begun = false;
        try {
            begun = begin(request, response, again, task);
        } finally {
            if (!begun) {
                task.unused();
            }
        }
    }

    private boolean begin(
            HttpServletRequest request, HttpServletResponse response, Optional<RequestKey> again, Task task)
            throws IOException {
        var visit = Visit.of(request);
        var claim = again.map(one -> turns.take(() -> Retry.transaction(() -> repeats.claim(visit.caller(), one))));
        if (claim.isPresent() && !claim.get().isFirst()) {
            again(response, claim.get().earlier().orElseThrow());
            return false;
        }
        var id = claim.map(Claim::id);
        try {
            calls.prepare();
            var once = "api-" + Ids.next();
            var call = turns.take(() -> Retry.transaction(() -> task.hold(once, id)));
            admission.admitted(visit, response);
            send(request, visit, id, call, task);
            return true;
        } catch (RuntimeException refused) {
            id.ifPresent(repeats::forget);
            throw refused;
        }
    }

    private void send(HttpServletRequest request, Visit visit, Optional<UUID> claim, HeldCall call, Task task)
            throws IOException {
        var form = task.form(call, clock.instant().getEpochSecond());
        var gone = new Gone(relays);
        var line = new ClientLine(request.startAsync(), gone);
        var relay = new Relay(visit, task.order(), call, form, line, relays, claim);
        gone.relay = relay;
        line.begin();
        relays.send(relay, task);
    }

    /** Lets a relay know that its client has left, on a thread that holds nothing. */
    private static final class Gone implements Runnable {
        private final Relays relays;
        private volatile Relay relay;

        Gone(Relays relays) {
            this.relays = relays;
        }

        @Override
        public void run() {
            var left = relay;
            if (left != null) {
                relays.later(left::clientGone);
            }
        }
    }

    /** The answer that the same request had when it was made first. */
    private static void again(HttpServletResponse response, Recorded answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(answer.mediaType());
        response.setHeader("idempotent-replayed", "true");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
