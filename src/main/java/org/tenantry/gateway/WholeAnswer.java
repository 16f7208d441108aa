package org.tenantry.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tenantry.gateway.ProviderFailure.Kind;
import org.tenantry.guard.Exchange;
import org.tenantry.guard.Incoming;
import org.tenantry.values.TokenUsage;

/**
 * An answer that is of use only when it is whole: read as it comes in, told as one. {@link #made} hands over what was made
 * of it and what the provider counted, or says that it is not the agreed form.
 */
abstract class WholeAnswer implements Incoming {
    private static final int MOST_ERROR_BYTES = 64 * 1024;

    private final Hearing hearing;
    private final ByteArrayOutputStream errorBody = new ByteArrayOutputStream();
    private Exchange exchange;
    private WireReader reader;
    private int status;
    private int retryAfterSeconds;
    private boolean misread;

    WholeAnswer(Hearing hearing) {
        this.hearing = hearing;
    }

    /** The reader for a body of this content type. */
    abstract WireReader reader(String contentType);

    /** The body was read to its end: what the provider counted, if it said; {@link JsonPush.NotJson} if it makes no sense. */
    abstract Optional<TokenUsage> made();

    @Override
    public void head(Exchange running, int code, UnaryOperator<String> header) {
        exchange = running;
        status = code;
        retryAfterSeconds = Complaint.seconds(header);
        if (good()) {
            begin(header.apply("Content-Type").toLowerCase(Locale.ROOT));
        }
    }

    private void begin(String contentType) {
        try {
            reader = reader(contentType);
        } catch (JsonPush.NotJson e) {
            misread = true;
            exchange.cancel();
        }
    }

    private boolean good() {
        return status >= 200 && status < 300;
    }

    @Override
    public void body(ByteBuffer bytes) {
        if (misread) {
            return;
        }
        if (!good()) {
            int length = Math.min(bytes.remaining(), MOST_ERROR_BYTES - errorBody.size());
            var part = new byte[length];
            bytes.get(part);
            errorBody.writeBytes(part);
            if (errorBody.size() == MOST_ERROR_BYTES) {
                exchange.enough();
            }
            return;
        }
        try {
            reader.feed(bytes);
        } catch (JsonPush.NotJson | Lines.TooLong e) {
            misread = true;
            exchange.cancel();
        }
    }

    @Override
    public void over(Fate fate) {
        hearing.ended(completion(fate));
    }

    private Completion completion(Fate fate) {
        if (misread) {
            return failed(new ProviderFailure(Kind.BAD_ANSWER, false));
        }
        if (status != 0 && !good() && fate != Fate.CANCELLED) {
            var body = Fields.read(errorBody.toString(StandardCharsets.UTF_8)).orElse(Fields.NONE);
            return failed(Complaint.of(status, body, retryAfterSeconds).failure());
        }
        return switch (fate) {
            case CANCELLED -> new Completion(Ending.STOPPED, Optional.empty(), Optional.empty());
            case WHOLE -> whole();
            case UNREACHABLE, BROKEN -> failed(new ProviderFailure(Kind.UNREACHABLE, true));
            case TIMED_OUT -> failed(new ProviderFailure(Kind.TIMED_OUT, true));
            case TOO_LARGE, COMPRESSED -> failed(new ProviderFailure(Kind.BAD_ANSWER, false));
        };
    }

    private Completion whole() {
        if (reader == null) {
            return failed(new ProviderFailure(Kind.BAD_ANSWER, false));
        }
        try {
            reader.end();
            return new Completion(Ending.DONE, made(), Optional.empty());
        } catch (Told told) {
            return failed(Complaint.of(500, told.body, retryAfterSeconds).failure());
        } catch (JsonPush.NotJson | Lines.TooLong e) {
            return failed(new ProviderFailure(Kind.BAD_ANSWER, false));
        }
    }

    private static Completion failed(ProviderFailure why) {
        return new Completion(Ending.FAILED, Optional.empty(), Optional.of(why));
    }

    /** An error that was told with a good status. */
    static final class Told extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Fields body;

        Told(String message, String code) {
            super(message, null, false, false);
            body = new Fields(Fields.JSON
                    .createObjectBuilder()
                    .add(
                            "error",
                            Fields.JSON
                                    .createObjectBuilder()
                                    .add("message", message)
                                    .add("code", code))
                    .build());
        }
    }
}
