package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tenantry.health.NodeCircuits;
import org.tenantry.health.ShortQuestion;
import org.tenantry.metering.ProviderReport;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.web.Messages;
import org.tenantry.web.TimeChart;

/** Shows how providers and their models do, draws one of them over time, and asks one when the operator wants to know. */
@Named
@ViewScoped
public class BoardPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    BoardDesk desk;

    @Inject
    ShortQuestion question;

    @Inject
    Messages msg;

    private String span;
    private String model;
    private ProviderReport.Span chosen;
    private List<Row> rows;
    private List<Told> told;
    private List<ProviderReport.Slot> slots = List.of();
    private TimeChart attempts;
    private TimeChart first;
    private String drawn;
    private String answered;
    private String complaint;

    public void load() {
        chosen = chosen();
        var ill = desk.told();
        var lines = desk.report().lines(desk.operator(), chosen);
        var labels = desk.labels(Stream.concat(
                        lines.stream().map(ProviderReport.Line::model),
                        ill.stream().map(NodeCircuits.Told::model))
                .toList());
        var board =
                new BoardRows(msg, desk.providerNames(), labels, desk.report().lastGood(desk.operator()), ill);
        rows = lines.stream().map(board::row).toList();
        told = ill.stream()
                .map(one -> new Told(
                        one.node(), labels.getOrDefault(one.model(), ""), one.trying(), one.since(), one.until()))
                .toList();
        if (!rows.isEmpty()) {
            draw(labels);
        }
    }

    private ProviderReport.Span chosen() {
        if (span == null || span.isBlank()) {
            return ProviderReport.Span.DAY;
        }
        return Stream.of(ProviderReport.Span.values())
                .filter(one -> one.name().equals(span))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("refusal.choice"));
    }

    private void draw(Map<ModelId, String> labels) {
        var one = model == null || model.isBlank() ? ModelId.of(rows.get(0).id()) : ModelId.of(model);
        model = one.toString();
        drawn = labels.containsKey(one)
                ? labels.get(one)
                : desk.labels(List.of(one)).getOrDefault(one, "");
        slots = desk.report().slots(desk.operator(), chosen, one);
        attempts = TimeChart.of(slots.stream()
                .map(slot -> new TimeChart.Point(slot.from(), slot.attempts(), slot.failed()))
                .toList());
        first = TimeChart.of(slots.stream()
                .map(slot -> new TimeChart.Point(
                        slot.from(), slot.first().median(), slot.first().p95()))
                .toList());
    }

    /** Asks this model one short question, at the operator's cost. */
    public void ask(Row row) {
        var result = question.ask(desk.operator(), ModelId.of(row.id()));
        answered = null;
        complaint = null;
        if (result.failure().isPresent()) {
            var why = "gateway.failure." + result.failure().get().name().toLowerCase(Locale.ROOT);
            complaint = msg.of("board.test.bad", row.model(), msg.of(why));
        } else {
            answered = msg.of("board.test.good", row.model(), took(result.firstMillis()), took(result.totalMillis()));
        }
        load();
    }

    /** A span of time in words; a dash when nothing was measured. */
    public String took(Long millis) {
        return BoardRows.took(msg, millis);
    }

    public String getAttemptsSay() {
        return msg.of("board.chart.calls.says", attempts.sumOfOne(), attempts.sumOfTwo());
    }

    public String getFirstSays() {
        return first.isEmpty()
                ? msg.of("board.chart.first.none")
                : msg.of("board.chart.first.says", took(first.mostOfOne()), took(first.mostOfTwo()));
    }

    public ProviderReport.Span[] getSpans() {
        return ProviderReport.Span.values();
    }

    public ProviderReport.Span getChosen() {
        return chosen;
    }

    public List<Row> getRows() {
        return rows;
    }

    public List<Told> getTold() {
        return told;
    }

    public List<ProviderReport.Slot> getSlots() {
        return slots;
    }

    public TimeChart getAttempts() {
        return attempts;
    }

    public TimeChart getFirst() {
        return first;
    }

    /** The label of the model that is drawn. */
    public String getDrawn() {
        return drawn;
    }

    public String getAnswered() {
        return answered;
    }

    public String getComplaint() {
        return complaint;
    }

    public String getSpan() {
        return span;
    }

    public void setSpan(String span) {
        this.span = span;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    /** One model of one provider, in words. */
    public record Row(
            String id,
            String model,
            String provider,
            String kind,
            String state,
            long attempts,
            String share,
            String first,
            String first95,
            String total,
            String total95,
            String speed,
            Instant lastGood,
            List<Fault> errors)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** How often something went wrong. */
    public record Fault(String text, long count) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** A model that a node keeps away from. */
    public record Told(String node, String model, boolean trying, Instant since, Instant until)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
