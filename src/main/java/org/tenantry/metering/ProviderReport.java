package org.tenantry.metering;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;

/**
 * Shows the operator how providers do, from the facts of every attempt. Each question is one pass over the index of
 * times and nothing else, grouped by the database; at most seven days are read.
 */
@Stateless
public class ProviderReport {
    /** What is the doing of a provider; the rest is the doing of whoever asked. */
    private static final String AT_FAULT = "(outcome IN ('FAILED', 'CUT')"
            + " AND COALESCE(failure, '') NOT IN ('CONTEXT_TOO_LONG', 'CONTENT_REFUSED', 'REQUEST_REFUSED'))";

    private static final String GOOD = "outcome IN ('DONE', 'LENGTH', 'FILTERED')";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** How far back is looked, and how long a slot of the charts is. */
    public enum Span {
        HOUR(Duration.ofHours(1), Duration.ofMinutes(5)),
        DAY(Duration.ofDays(1), Duration.ofHours(1)),
        WEEK(Duration.ofDays(7), Duration.ofHours(6));

        private final Duration length;
        private final Duration slot;

        Span(Duration length, Duration slot) {
            this.length = length;
            this.slot = slot;
        }
    }

    /** One model of one provider. Speed is in tenths of output tokens a second, null when nothing could be measured. */
    public record Line(
            ProviderId provider,
            ModelId model,
            long attempts,
            long failed,
            Quantiles first,
            Quantiles total,
            Long tenthsOfTokensPerSecond,
            Map<String, Long> errors) {
        /** In hundredths of a percent. */
        public int failedShare() {
            return attempts == 0 ? 0 : (int) (failed * 10_000 / attempts);
        }
    }

    /** A slot of time: how many attempts, how many of them failed, and how long the first token took. */
    public record Slot(Instant from, long attempts, long failed, Quantiles first) {}

    /** The models that were asked in the span, the one asked most first. */
    public List<Line> lines(Caller operator, Span span) {
        operator.require(Role.OPERATOR);
        var from = clock.instant().minus(span.length);
        var sums = new HashMap<ModelId, Sums>();
        for (var row : read(
                em,
                "SELECT model_id, provider_id, outcome, COALESCE(failure, ''), COUNT(*), SUM(" + AT_FAULT + "),"
                        + " SUM(output_tokens), SUM(IF(output_tokens > 0 AND total_ms > first_token_ms, total_ms -"
                        + " first_token_ms, 0)) FROM call_attempt WHERE asked_at >= ? GROUP BY 1, 2, 3, 4",
                from)) {
            sums.computeIfAbsent(new ModelId(uuid(row[0])), id -> new Sums(new ProviderId(uuid(row[1]))))
                    .add(row);
        }
        var first = steps(
                "SELECT model_id, FLOOR(LN(first_token_ms + 1) * 10), COUNT(*) FROM call_attempt WHERE asked_at >= ?"
                        + " AND first_token_ms IS NOT NULL GROUP BY 1, 2",
                from);
        var total = steps(
                "SELECT model_id, FLOOR(LN(total_ms + 1) * 10), COUNT(*) FROM call_attempt WHERE asked_at >= ? AND "
                        + GOOD + " GROUP BY 1, 2",
                from);
        return sums.entrySet().stream()
                .map(one -> one.getValue().line(one.getKey(), first, total))
                .sorted((a, b) -> Long.compare(b.attempts(), a.attempts()))
                .toList();
    }

    /** When each model answered well for the last time, however long ago. */
    public Map<ModelId, Instant> lastGood(Caller operator) {
        operator.require(Role.OPERATOR);
        var last = new HashMap<ModelId, Instant>();
        for (var row : read(
                em,
                "SELECT model_id, outcome, MAX(asked_at) FROM call_attempt WHERE " + GOOD
                        + " GROUP BY model_id, outcome")) {
            last.merge(new ModelId(uuid(row[0])), instant(row[2]), (a, b) -> a.isAfter(b) ? a : b);
        }
        return last;
    }

    /** The slots of the span for one model, the oldest first, also those without attempts. */
    public List<Slot> slots(Caller operator, Span span, ModelId model) {
        operator.require(Role.OPERATOR);
        long width = span.slot.toSeconds();
        long last = clock.instant().getEpochSecond() / width;
        long begin = last - span.length.dividedBy(span.slot) + 1;
        var from = Instant.ofEpochSecond(begin * width);
        var slots = new TreeMap<Long, SlotSums>();
        for (long slot = begin; slot <= last; slot++) {
            slots.put(slot, new SlotSums());
        }
        for (var row : read(
                em,
                "SELECT TIMESTAMPDIFF(SECOND, '1970-01-01', asked_at) DIV " + width
                        + ", COALESCE(FLOOR(LN(first_token_ms + 1) * 10), -1), COUNT(*), SUM(" + AT_FAULT
                        + ") FROM call_attempt WHERE asked_at >= ? AND model_id = ? GROUP BY 1, 2",
                from,
                model.value())) {
            var slot = slots.get(number(row[0]));
            if (slot != null) {
                slot.add(row);
            }
        }
        var list = new ArrayList<Slot>();
        slots.forEach((number, sums) -> list.add(
                new Slot(Instant.ofEpochSecond(number * width), sums.attempts, sums.failed, Quantiles.of(sums.steps))));
        return list;
    }

    private Map<ModelId, Map<Long, Long>> steps(String sql, Instant from) {
        var steps = new HashMap<ModelId, Map<Long, Long>>();
        for (var row : read(em, sql, from)) {
            steps.computeIfAbsent(new ModelId(uuid(row[0])), id -> new TreeMap<>())
                    .put(number(row[1]), number(row[2]));
        }
        return steps;
    }

    private static final class SlotSums {
        private final Map<Long, Long> steps = new TreeMap<>();
        private long attempts;
        private long failed;

        void add(Object[] row) {
            attempts += number(row[2]);
            failed += number(row[3]);
            if (number(row[1]) >= 0) {
                steps.merge(number(row[1]), number(row[2]), Long::sum);
            }
        }
    }

    private static final class Sums {
        private final ProviderId provider;
        private final Map<String, Long> errors = new TreeMap<>();
        private long attempts;
        private long failed;
        private long tokens;
        private long millis;

        Sums(ProviderId provider) {
            this.provider = provider;
        }

        void add(Object[] row) {
            attempts += number(row[4]);
            failed += number(row[5]);
            tokens += number(row[6]);
            millis += number(row[7]);
            if (!row[3].toString().isEmpty()) {
                errors.merge(row[3].toString(), number(row[4]), Long::sum);
            }
        }

        Line line(ModelId model, Map<ModelId, Map<Long, Long>> first, Map<ModelId, Map<Long, Long>> total) {
            return new Line(
                    provider,
                    model,
                    attempts,
                    failed,
                    Quantiles.of(first.getOrDefault(model, Map.of())),
                    Quantiles.of(total.getOrDefault(model, Map.of())),
                    millis == 0 ? null : tokens * 10_000 / millis,
                    errors);
        }
    }
}
