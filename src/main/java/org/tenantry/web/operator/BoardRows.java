package org.tenantry.web.operator;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tenantry.health.NodeCircuits;
import org.tenantry.metering.ProviderReport;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;
import org.tenantry.web.Messages;

/** Puts the lines of the providers board into words. */
record BoardRows(
        Messages msg,
        Map<ProviderId, String> providers,
        Map<ModelId, String> labels,
        Map<ModelId, Instant> lastGood,
        List<NodeCircuits.Told> ill) {
    private static final long LONG_MILLIS = 10_000;

    BoardPage.Row row(ProviderReport.Line line) {
        var away =
                ill.stream().filter(told -> told.model().equals(line.model())).findFirst();
        return new BoardPage.Row(
                line.model().toString(),
                labels.getOrDefault(line.model(), ""),
                providers.getOrDefault(line.provider(), ""),
                away.isPresent() ? "bad" : line.failed() * 2 > line.attempts() ? "warn" : "good",
                away.map(told -> told.trying() ? msg.of("board.trying") : msg.of("board.open", msg.time(told.until())))
                        .orElseGet(() -> msg.of(line.failed() * 2 > line.attempts() ? "board.shaky" : "board.well")),
                line.attempts(),
                msg.voice().percent(line.failedShare()),
                took(msg, line.first().median()),
                took(msg, line.first().p95()),
                took(msg, line.total().median()),
                took(msg, line.total().p95()),
                line.tenthsOfTokensPerSecond() == null
                        ? msg.of("board.none")
                        : msg.number(Math.round(line.tenthsOfTokensPerSecond() / 10.0)),
                lastGood.get(line.model()),
                line.errors().entrySet().stream()
                        .map(error -> new BoardPage.Fault(fault(error.getKey()), error.getValue()))
                        .toList());
    }

    private String fault(String kind) {
        var key = "board.fault." + kind.toLowerCase(Locale.ROOT);
        return msg.of(msg.has(key) ? key : "board.fault.other");
    }

    static String took(Messages msg, Long millis) {
        if (millis == null) {
            return msg.of("board.none");
        }
        return millis < LONG_MILLIS
                ? msg.of("board.ms", msg.number(millis))
                : msg.of("board.seconds", msg.number((millis + 500) / 1000));
    }
}
