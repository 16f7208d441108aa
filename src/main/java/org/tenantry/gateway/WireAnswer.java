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
import org.tenantry.models.Tokenizers;
import org.tenantry.values.TokenUsage;

/**
 * One answer as it comes in over the wire. Whatever the provider sends, {@link Hearing} hears its pieces and one end.
 * A wire form says what a line means, and calls {@link #say}, {@link #request}, {@link #finish}, {@link #count},
 * {@link #complain} and {@link #complete}.
 */
abstract class WireAnswer implements Incoming {
    /** More of an error's body is not looked at. */
    private static final int MOST_ERROR_BYTES = 64 * 1024;

    /** By this tokenizer a limit is watched over, generously: the model's own may count otherwise. */
    private static final String YARDSTICK = "o200k_base";

    private final Hearing hearing;
    private final long mostSaid;
    private final boolean mayRequest;
    private final ToolPieces requests;
    private final Thought thought = new Thought();
    private final ByteArrayOutputStream errorBody = new ByteArrayOutputStream();
    private Exchange exchange;
    private WireReader reader;
    private int status;
    private int retryAfterSeconds;
    private long tokensSaid;
    private boolean heard;
    private boolean complete;
    /** Nothing that still comes matters: a read may hold more than one line. */
    private boolean closed;

    private Ending finish;
    private TokenUsage usage;
    private ProviderFailure trouble;

    /** A page for people came with a good status: no wire form is one. */
    private boolean page;

    WireAnswer(Hearing hearing, Ask ask) {
        this.hearing = hearing;
        this.mostSaid = 2L * ask.mostOutputTokens() + 50;
        this.mayRequest = ask.manner().hasTools();
        this.requests = new ToolPieces(ask);
    }

    /** The reader for a body of this content type. */
    abstract WireReader reader(String contentType);

    @Override
    public void head(Exchange running, int code, UnaryOperator<String> header) {
        exchange = running;
        status = code;
        retryAfterSeconds = Complaint.seconds(header);
        var type = header.apply("Content-Type").toLowerCase(Locale.ROOT);
        if (hearing instanceof Witness witness) {
            witness.sawHead(code, type);
        }
        if (good()) {
            reader = reader(type);
            page = type.startsWith("text/html");
            if (page && !(hearing instanceof Witness)) {
                misread();
            }
        }
    }

    private boolean good() {
        return status >= 200 && status < 300;
    }

    @Override
    public void body(ByteBuffer bytes) {
        if (hearing instanceof Witness witness) {
            witness.sawBody(bytes);
        }
        if (page) {
            misread();
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
        } catch (Lines.TooLong e) {
            fail(new ProviderFailure(Kind.BAD_ANSWER, false));
        }
    }

    /** A piece of the answer or of the reasoning before it; empty pieces say nothing. */
    void say(String text, String reasoning) {
        if (closed || finish != null || text.isEmpty() && reasoning.isEmpty()) {
            return;
        }
        if (reasoning.isEmpty()) {
            tell(thought.hear(text));
        } else {
            var held = thought.apart();
            tell(new Delta(held.text() + text, held.reasoning() + reasoning));
        }
        spend(text + reasoning);
    }

    /**
     * A piece of a request for a tool; each part of it may be empty, and {@code index} below 0 where the form has none.
     * Tools that nobody offered are not asked for.
     */
    void request(long index, String id, String name, String arguments) {
        if (closed || finish != null) {
            return;
        }
        if (mayRequest) {
            requests.add(index, id, name, arguments);
            requests.tell(this::requested);
        }
        spend(name + arguments);
    }

    private void requested(String id, String name, String arguments) {
        heard |= hearing.requested(id, name, arguments);
    }

    private void tell(Delta delta) {
        if (!delta.text().isEmpty() || !delta.reasoning().isEmpty()) {
            heard = true;
            hearing.heard(delta);
        }
    }

    /** Ends an answer that does not keep to the limit it was sent. */
    private void spend(String said) {
        tokensSaid += Math.max(1, Tokenizers.text(YARDSTICK, said));
        if (tokensSaid > mostSaid && finish == null) {
            finish = Ending.LENGTH;
            closed = true;
            exchange.cancel();
        }
    }

    /** The provider said why it ends; only a count may still follow, and is not waited for long. */
    void finish(Ending ending) {
        if (!closed && finish == null) {
            finish = ending;
            exchange.hurry();
        }
    }

    /** What the provider counted so far; the last count is the one. */
    void count(Optional<TokenUsage> counted) {
        if (!closed) {
            usage = counted.orElse(null);
        }
    }

    /** Nothing more follows. */
    void complete() {
        if (!closed) {
            complete = true;
            closed = true;
            exchange.enough();
        }
    }

    /** The provider tells an error inside the stream. */
    void complain(Fields body) {
        fail(Complaint.of(500, body, retryAfterSeconds).failure());
    }

    /** What came is not the wire form. */
    void misread() {
        fail(new ProviderFailure(Kind.BAD_ANSWER, false));
    }

    private void fail(ProviderFailure why) {
        if (!closed) {
            trouble = why;
            closed = true;
            exchange.cancel();
        }
    }

    @Override
    public void over(Fate fate) {
        if (fate == Fate.WHOLE && reader != null && !closed) {
            readTheRest();
        }
        tell(thought.rest());
        hearing.ended(completion(fate));
    }

    private void readTheRest() {
        try {
            reader.end();
        } catch (Lines.TooLong e) {
            misread();
        }
    }

    private Completion completion(Fate fate) {
        if (finish != null) {
            return whole(finish);
        }
        if (trouble != null) {
            return broken(trouble);
        }
        if (status != 0 && !good() && fate != Fate.CANCELLED) {
            return broken(refusal());
        }
        return switch (fate) {
            case CANCELLED -> new Completion(Ending.STOPPED, Optional.empty(), Optional.empty());
            case WHOLE -> {
                if (complete) {
                    yield whole(Ending.DONE);
                }
                yield broken(new ProviderFailure(Kind.BAD_ANSWER, false));
            }
            case UNREACHABLE, BROKEN -> broken(new ProviderFailure(Kind.UNREACHABLE, true));
            case TIMED_OUT -> broken(new ProviderFailure(Kind.TIMED_OUT, true));
            case TOO_LARGE, COMPRESSED -> broken(new ProviderFailure(Kind.BAD_ANSWER, false));
        };
    }

    /** Servers say all sorts of things about why they stop to have a tool run. */
    private Completion whole(Ending ending) {
        var asked = requests.whole();
        return new Completion(
                ending == Ending.DONE && !asked.isEmpty() ? Ending.TOOLS : ending,
                Optional.ofNullable(usage),
                Optional.empty(),
                asked);
    }

    private ProviderFailure refusal() {
        var body = Fields.read(errorBody.toString(StandardCharsets.UTF_8)).orElse(Fields.NONE);
        return Complaint.of(status, body, retryAfterSeconds).failure();
    }

    private Completion broken(ProviderFailure why) {
        return new Completion(heard ? Ending.CUT : Ending.FAILED, Optional.empty(), Optional.of(why));
    }
}
