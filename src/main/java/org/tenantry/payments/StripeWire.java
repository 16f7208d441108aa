package org.tenantry.payments;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.tenantry.guard.Egress;
import org.tenantry.guard.Exchange;
import org.tenantry.guard.Incoming;
import org.tenantry.guard.Outgoing;

/**
 * Carries the calls of Stripe's library out through the guarded door: no redirect, no private address unless the operator
 * typed it, at most a mebibyte and half a minute for an answer.
 */
final class StripeWire extends HttpClient {
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration FIRST_BYTE = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 60;

    private final Egress egress;
    private final boolean mayBePrivate;

    StripeWire(Egress egress, boolean mayBePrivate) {
        this.egress = egress;
        this.mayBePrivate = mayBePrivate;
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        if (request.method() != ApiResource.RequestMethod.POST) {
            throw new ApiConnectionException("only what is posted goes out: " + request.method());
        }
        var answer = new Answer();
        egress.send(
                new Outgoing(
                        URI.create(request.url().toString()),
                        headers(request),
                        request.content().byteArrayContent(),
                        mayBePrivate,
                        FIRST_BYTE,
                        IDLE,
                        TOTAL),
                answer);
        return answer.await();
    }

    private static Map<String, String> headers(StripeRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().map().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.put("Content-Type", request.content().contentType());
        return headers;
    }

    /** One answer, collected to its end. */
    private static final class Answer implements Incoming {
        private final CompletableFuture<Fate> end = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Map<String, List<String>> headers = new HashMap<>();
        private Exchange exchange;
        private int status;
        private boolean tooLarge;

        @Override
        public void head(Exchange exchange, int status, UnaryOperator<String> header) {
            this.exchange = exchange;
            this.status = status;
            for (var name : List.of("Request-Id", "Stripe-Should-Retry", "Retry-After", "Idempotent-Replayed")) {
                if (!header.apply(name).isEmpty()) {
                    headers.put(name, List.of(header.apply(name)));
                }
            }
        }

        @Override
        public void body(ByteBuffer bytes) {
            if (body.size() + bytes.remaining() > MOST_BYTES) {
                tooLarge = true;
                exchange.cancel();
                return;
            }
            var chunk = new byte[bytes.remaining()];
            bytes.get(chunk);
            body.write(chunk, 0, chunk.length);
        }

        @Override
        public void over(Fate fate) {
            end.complete(tooLarge ? Fate.TOO_LARGE : fate);
        }

        StripeResponse await() throws ApiConnectionException {
            try {
                var fate = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (fate != Fate.WHOLE) {
                    throw new ApiConnectionException("Stripe did not answer: " + fate);
                }
                return new StripeResponse(status, HttpHeaders.of(headers), body.toString(StandardCharsets.UTF_8));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ApiConnectionException("Stripe was not waited for", interrupted);
            } catch (ExecutionException | TimeoutException silent) {
                throw new ApiConnectionException("Stripe did not answer", silent);
            }
        }
    }
}
