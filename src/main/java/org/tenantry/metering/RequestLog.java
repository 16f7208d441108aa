package org.tenantry.metering;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tenantry.ledger.LotKind;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Price;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;

/**
 * Lists the calls of a member or of a whole tenant, newest first, and explains each: what was tried, what it took, what it
 * cost and what paid for it. What was asked and answered is never part of it.
 */
@Stateless
public class RequestLog {
    /** How many calls are shown at a time. */
    public static final int PAGE = 50;

    private static final String COLUMNS =
            "SELECT c.id, c.asked_at, COALESCE(p.name, m.name), k.name, o.label, c.origin, c.state, c.ending, c.failure,"
                    + " u.input_tokens, u.cached_input_tokens, u.cache_write_tokens, u.output_tokens, u.reasoning_tokens,"
                    + " u.charge_n, u.estimated, TIMESTAMPDIFF(MICROSECOND, c.created_at, c.ended_at) DIV 1000,"
                    + " c.member_id, k.id, u.audio_ms";
    private static final String FROM = " FROM model_call c JOIN member m ON m.id = c.member_id"
            + " LEFT JOIN person p ON p.id = m.person_id LEFT JOIN api_key k ON k.id = c.api_key_id"
            + " JOIN model o ON o.id = c.model_id LEFT JOIN usage_event u ON u.call_id = c.id WHERE c.tenant_id = ?";

    @PersistenceContext
    EntityManager em;

    @Inject
    Catalogue catalogue;

    /** What came of a call for its payer. */
    public enum Outcome {
        RUNNING("'HELD', 'SENT'"),
        PAID("'SETTLED'"),
        NOT_CHARGED("'VOIDED'");

        private final String states;

        Outcome(String states) {
            this.states = states;
        }

        private static Outcome of(Object state) {
            return switch (ModelCall.State.valueOf(state.toString())) {
                case HELD, SENT -> RUNNING;
                case SETTLED -> PAID;
                case VOIDED -> NOT_CHARGED;
            };
        }
    }

    /** Where a page begins: after the call asked at that time with this id. */
    public record Place(Instant at, UUID id) implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final Pattern FORM =
                Pattern.compile("[0-9T:.Z-]{16,40}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        /** Reads what {@link #text()} wrote. */
        public static Place of(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new InvalidInput("refusal.choice");
            }
            try {
                int bar = text.indexOf('_');
                return new Place(Instant.parse(text.substring(0, bar)), UUID.fromString(text.substring(bar + 1)));
            } catch (DateTimeParseException unreadable) {
                throw new InvalidInput("refusal.choice");
            }
        }

        public String text() {
            return at + "_" + id;
        }
    }

    /** Which calls are looked for: from a time to before another; {@code null} is any of the rest. */
    public record Wanted(
            Instant from,
            Instant to,
            UUID key,
            MemberId member,
            ModelId model,
            Outcome outcome,
            Wish.Origin origin,
            Place after) {}

    /**
     * One call. {@code key} is empty for a page; {@code usage} and {@code charge} are nothing until it is paid;
     * {@code millis} is how long it took, null while it runs.
     */
    public record Line(
            UUID id,
            Instant at,
            String member,
            String key,
            String model,
            Wish.Origin origin,
            Outcome outcome,
            String ending,
            String failure,
            TokenUsage usage,
            Money charge,
            boolean estimated,
            Long millis)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public Place place() {
            return new Place(at, id);
        }

        public long tokens() {
            return usage.total();
        }
    }

    /** The calls after a place, newest first: one more than {@link #PAGE} when there are older ones. */
    public List<Line> lines(Caller caller, UsageReport.Of of, Wanted wanted) {
        caller.require(of == UsageReport.Of.ME ? Role.MEMBER : Role.ADMIN);
        var sql = new StringBuilder(COLUMNS + FROM + " AND c.asked_at >= ? AND c.asked_at < ?");
        var values = new ArrayList<Object>(List.of(caller.tenant().value(), wanted.from(), wanted.to()));
        if (of == UsageReport.Of.ME) {
            and(sql, values, "c.member_id = ?", caller.member().value());
        }
        and(
                sql,
                values,
                "c.member_id = ?",
                wanted.member() == null ? null : wanted.member().value());
        and(sql, values, "c.api_key_id = ?", wanted.key());
        and(
                sql,
                values,
                "c.model_id = ?",
                wanted.model() == null ? null : wanted.model().value());
        and(sql, values, "c.origin = ?", wanted.origin());
        if (wanted.outcome() != null) {
            sql.append(" AND c.state IN (").append(wanted.outcome().states).append(")");
        }
        if (wanted.after() != null) {
            sql.append(" AND (c.asked_at < ? OR c.asked_at = ? AND c.id < ?)");
            values.addAll(List.of(
                    wanted.after().at(), wanted.after().at(), wanted.after().id()));
        }
        sql.append(" ORDER BY c.asked_at DESC, c.id DESC LIMIT ").append(PAGE + 1);
        return read(em, sql.toString(), values.toArray()).stream()
                .map(row -> line(caller, row))
                .toList();
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }

    /** One try: {@code firstMillis} is null when nothing came; {@code failure} is empty when nothing went wrong. */
    public record Try(
            int number,
            String model,
            Instant at,
            Long firstMillis,
            long millis,
            Attempt.Outcome outcome,
            String failure,
            boolean paid)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The failure as the words spell it. */
        public String failureWord() {
            return failure.toLowerCase(Locale.ROOT);
        }
    }

    /** Tokens of one kind at the price of a million of them, or milliseconds of audio at that of a minute. */
    public record Bucket(Kind kind, long tokens, Money price, Money amount) implements Serializable {
        private static final long serialVersionUID = 1L;

        public boolean isAudio() {
            return kind == Kind.AUDIO;
        }

        /** What is charged. */
        public enum Kind {
            INPUT,
            CACHED_INPUT,
            CACHE_WRITE,
            OUTPUT,
            AUDIO
        }
    }

    /** What paid a part of it; {@code expiresAt} is null for credit without an end. */
    public record Source(LotKind kind, UUID lot, Instant expiresAt, Money amount) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A call opened. {@code held} is what was set aside, {@code full} what the price makes of the tokens, {@code overrun}
     * what was not charged of it because more was used than set aside; {@code priceFrom} is since when the price is valid. {@code audio}: it is
     * paid by the minute, and the recording was {@code localAudioMillis} long as it was measured here; unless that is exact,
     * it is the most that such a file can hold.
     */
    public record Explained(
            Line line,
            RequestId request,
            String requestKey,
            long localPrompt,
            boolean localExact,
            long localAudioMillis,
            boolean audio,
            int mostOutput,
            Money held,
            List<Try> tries,
            List<Bucket> buckets,
            Money full,
            Money overrun,
            UUID priceVersion,
            Instant priceFrom,
            List<Source> sources) {}

    /** Explains a call of the caller's own, or of the tenant to its admins; a foreign one looks like a missing one. */
    public Explained explain(Caller caller, UUID call) {
        var rows = read(
                em,
                COLUMNS + ", c.idempotency_key, c.local_input_tokens, c.local_exact, c.most_output_tokens, c.hold_n,"
                        + " u.overrun_n, c.price_version_id, v.valid_from, c.local_audio_ms, v.unit"
                        + FROM.replace(" WHERE", " JOIN price_version v ON v.id = c.price_version_id WHERE")
                        + " AND c.id = ?",
                caller.require(Role.MEMBER).tenant().value(),
                call);
        if (rows.isEmpty()
                || !caller.has(Role.ADMIN) && !caller.member().value().equals(uuid(rows.get(0)[17]))) {
            throw new NotFound();
        }
        var row = rows.get(0);
        var line = line(caller, row);
        var version = uuid(row[26]);
        var buckets = line.outcome() == Outcome.PAID ? buckets(line.usage(), version) : List.<Bucket>of();
        var full = buckets.stream().map(Bucket::amount).reduce(Money.zero(caller.currency()), Money::plus);
        return new Explained(
                line,
                new RequestId(call),
                row[20].toString(),
                number(row[21]),
                truth(row[22]),
                number(row[28]),
                Price.Unit.AUDIO.name().equals(row[29].toString()),
                (int) number(row[23]),
                new Money(number(row[24]), caller.currency()),
                tries(caller, call),
                buckets,
                full,
                new Money(row[25] == null ? 0 : number(row[25]), caller.currency()),
                version,
                instant(row[27]),
                sources(caller, call));
    }

    private List<Bucket> buckets(TokenUsage usage, UUID version) {
        var price = catalogue.prices(version).sell();
        if (price.unit() == Price.Unit.AUDIO) {
            var minute = new Money(price.minuteN(), price.currency());
            return List.of(new Bucket(Bucket.Kind.AUDIO, usage.audioMillis(), minute, price.of(usage)));
        }
        return List.of(
                bucket(Bucket.Kind.INPUT, usage.input(), price.inputN(), price),
                bucket(Bucket.Kind.CACHED_INPUT, usage.cachedInput(), price.cachedInputN(), price),
                bucket(Bucket.Kind.CACHE_WRITE, usage.cacheWrite(), price.cacheWriteN(), price),
                bucket(Bucket.Kind.OUTPUT, usage.output(), price.outputN(), price));
    }

    private static Bucket bucket(Bucket.Kind kind, long tokens, long priceN, Price of) {
        var alone = new Price(of.currency(), priceN, 0, 0, 0);
        return new Bucket(kind, tokens, new Money(priceN, of.currency()), alone.of(new TokenUsage(tokens, 0, 0, 0, 0)));
    }

    private List<Try> tries(Caller caller, UUID call) {
        return read(
                        em,
                        "SELECT a.number, o.label, a.asked_at, a.first_token_ms, a.total_ms, a.outcome, a.failure,"
                                + " a.delivered FROM call_attempt a JOIN model o ON o.id = a.model_id"
                                + " WHERE a.tenant_id = ? AND a.call_id = ? ORDER BY a.number",
                        caller.tenant().value(),
                        call)
                .stream()
                .map(row -> new Try(
                        (int) number(row[0]),
                        row[1].toString(),
                        instant(row[2]),
                        row[3] == null ? null : number(row[3]),
                        number(row[4]),
                        Attempt.Outcome.valueOf(row[5].toString()),
                        row[6] == null ? "" : row[6].toString(),
                        truth(row[7])))
                .toList();
    }

    private List<Source> sources(Caller caller, UUID call) {
        return read(
                        em,
                        "SELECT l.kind, l.id, l.expires_at, -e.amount_n FROM posting g JOIN ledger_entry e"
                                + " ON e.posting_id = g.id AND e.tenant_id = g.tenant_id JOIN credit_lot l ON l.id = e.lot_id"
                                + " WHERE g.kind = 'SETTLE' AND g.ref = ? AND g.tenant_id = ? ORDER BY e.line",
                        call.toString(),
                        caller.tenant().value())
                .stream()
                .map(row -> new Source(
                        LotKind.valueOf(row[0].toString()),
                        uuid(row[1]),
                        instant(row[2]),
                        new Money(number(row[3]), caller.currency())))
                .toList();
    }

    private static Line line(Caller caller, Object[] row) {
        boolean paid = row[9] != null;
        return new Line(
                uuid(row[0]),
                instant(row[1]),
                row[2].toString(),
                row[3] == null ? "" : row[3].toString(),
                row[4].toString(),
                Wish.Origin.valueOf(row[5].toString()),
                Outcome.of(row[6]),
                row[7] == null ? "" : row[7].toString(),
                row[8] == null ? "" : row[8].toString(),
                paid
                        ? new TokenUsage(
                                number(row[9]),
                                number(row[10]),
                                number(row[11]),
                                number(row[12]),
                                number(row[13]),
                                number(row[19]))
                        : TokenUsage.NONE,
                new Money(paid ? number(row[14]) : 0, caller.currency()),
                paid && truth(row[15]),
                row[16] == null ? null : number(row[16]));
    }
}
