package org.tenantry.metering;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tenantry.models.Models;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Tokenizers;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;

/**
 * Shows how well tokens are counted here: the local count beside the provider's, for each model, over calls that have
 * both and were counted as the model is counted now. What a provider was not believed is left out, and so is output with
 * reasoning that is charged but not shown.
 */
@Stateless
public class Accuracy {
    /** Above this the promise is broken: two percent, in hundredths of a percent. */
    public static final int MOST_BASIS_POINTS = 200;

    /** So many calls of a week must have been compared before anybody is told. */
    public static final int LEAST_CALLS = 50;

    /** A text of fewer tokens is short: there a fixed token or two weighs more than any tokenizer. */
    public static final int SHORT = 100;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    /** The provider's count as {@code told} and the local one as {@code own}, of the calls that have both. */
    private static final String INPUT = compared("input", "provider_input_tokens > 0 AND local_input_tokens > 0");

    private static final String OUTPUT =
            compared("output", "provider_output_tokens > 0 AND local_output_tokens > 0 AND reasoning_tokens = 0");

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Models models;

    /** How a model's counts are come by. */
    public enum Kind {
        /** By its own tokenizer: held to the promise. */
        COUNTED,
        /** Nobody has its tokenizer here. */
        ESTIMATED,
        /** The built-in demo, which counts itself. */
        DEMO
    }

    /** Texts of at least {@link #SHORT} tokens, and shorter ones. */
    public record Sizes(Drift full, Drift brief) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Prompts and answers over one span. */
    public record Span(Sizes input, Sizes output) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The larger of the two errors of longer texts, in hundredths of a percent. */
        public int worst() {
            return Math.max(input.full().basisPoints(), output.full().basisPoints());
        }

        public long calls() {
            return Math.max(input.full().calls(), output.full().calls());
        }
    }

    /** One model; {@code since} is when it began to be counted as it is now. */
    public record Row(
            ModelId id, String label, Kind kind, int offset, Instant since, Span week, Span month, Offset proposal)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Whether the promise is broken by now, however few calls say so. */
        public boolean isOff() {
            return kind == Kind.COUNTED && week.worst() > MOST_BASIS_POINTS;
        }

        public boolean hasProposal() {
            return proposal != null;
        }

        boolean isAlarm() {
            return kind == Kind.COUNTED
                    && (isAlarm(week.input().full()) || isAlarm(week.output().full()));
        }

        private static boolean isAlarm(Drift drift) {
            return drift.calls() >= LEAST_CALLS && drift.basisPoints() > MOST_BASIS_POINTS;
        }
    }

    /** Every model that was compared in the last 30 days or has an offset, by label. */
    public List<Row> list(Caller operator) {
        operator.require(Role.OPERATOR);
        return rows();
    }

    /** Adds from now on what the model's calls have shown to be missing; refused when they show nothing any more. */
    public void learn(Caller operator, ModelId id) {
        operator.require(Role.OPERATOR);
        var proposal = rows().stream()
                .filter(row -> row.id().equals(id) && row.hasProposal())
                .findFirst()
                .orElseThrow(() -> new Refusal(409, "accuracy.refusal.nothing"));
        models.countOffset(operator, id, proposal.proposal().total());
    }

    /** Adds nothing any more. */
    public void forget(Caller operator, ModelId id) {
        models.countOffset(operator, id, 0);
    }

    /** The same for what the clock does. */
    public List<Row> rows() {
        var now = clock.instant();
        return read(
                        em,
                        "SELECT m.id, m.label, m.tokenizer, p.kind, m.count_offset, m.counted_since FROM model m"
                                + " JOIN provider p ON p.id = m.provider_id ORDER BY m.label, m.name")
                .stream()
                .map(row -> row(row, now))
                .filter(row ->
                        row.month().calls() > 0 || !row.month().input().brief().isEmpty() || row.offset() != 0)
                .toList();
    }

    private Row row(Object[] row, Instant now) {
        var id = new ModelId(uuid(row[0]));
        var since = instant(row[5]);
        var kind = ProviderKind.DEMO.name().equals(row[3])
                ? Kind.DEMO
                : Tokenizers.counted(row[2].toString()) ? Kind.COUNTED : Kind.ESTIMATED;
        int offset = (int) number(row[4]);
        var month = later(since, now.minus(MONTH));
        return new Row(
                id,
                row[1].toString(),
                kind,
                offset,
                since,
                span(id, later(since, now.minus(WEEK)), now),
                span(id, month, now),
                kind == Kind.COUNTED ? proposal(id, offset, month, now).orElse(null) : null);
    }

    private Span span(ModelId id, Instant from, Instant to) {
        return new Span(sizes(id, INPUT, from, to), sizes(id, OUTPUT, from, to));
    }

    private Sizes sizes(ModelId id, String side, Instant from, Instant to) {
        var full = Drift.NONE;
        var brief = Drift.NONE;
        for (var row : read(
                em,
                "SELECT told >= " + SHORT + " AS sized, COUNT(*), SUM(told), SUM(own - told), SUM(ABS(own - told))"
                        + side + " GROUP BY sized",
                id.value(),
                from,
                to)) {
            var drift = new Drift(number(row[1]), number(row[2]), number(row[3]), number(row[4]));
            if (number(row[0]) == 1) {
                full = drift;
            } else {
                brief = drift;
            }
        }
        return new Sizes(full, brief);
    }

    private Optional<Offset> proposal(ModelId id, int present, Instant from, Instant to) {
        var groups = read(
                        em,
                        "SELECT own - told AS off, COUNT(*), SUM(told)" + INPUT + " GROUP BY off ORDER BY off",
                        id.value(),
                        from,
                        to)
                .stream()
                .map(row -> new Offset.Group(number(row[0]), number(row[1]), number(row[2])))
                .toList();
        return Offset.learn(present, groups);
    }

    private static String compared(String side, String both) {
        return " FROM (SELECT provider_" + side + "_tokens AS told, local_" + side + "_tokens AS own FROM usage_event"
                + " WHERE model_id = ? AND at >= ? AND at <= ? AND flagged = 0 AND " + both + ") compared";
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
