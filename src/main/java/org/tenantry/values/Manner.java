package org.tenantry.values;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How a model shall answer: with which tools at hand, in which form, and how freely. What is empty is left to the
 * provider. Temperature is between 0 and 2, top-p between 0 and 1. {@code tuning} is what only some providers take.
 */
public record Manner(
        List<Tool> tools,
        Tool.Choice choice,
        Form form,
        Optional<BigDecimal> temperature,
        Optional<BigDecimal> topP,
        List<String> stops,
        Tuning tuning) {
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_STOP = 200;
    private static final BigDecimal HOTTEST = BigDecimal.valueOf(2);

    /** In words, without tools, as the provider is used to. */
    public static final Manner PLAIN =
            new Manner(List.of(), Tool.Choice.AUTO, Form.TEXT, Optional.empty(), Optional.empty(), List.of());

    public Manner {
        tools = List.copyOf(tools);
        stops = List.copyOf(stops);
        long names = tools.stream().map(Tool::name).distinct().count();
        if (tools.size() > Tool.MOST || names < tools.size()) {
            throw new InvalidInput("values.refusal.tools", Tool.MOST);
        }
        if (choice.kind() == Tool.Choice.Kind.NAMED
                && tools.stream().noneMatch(tool -> tool.name().equals(choice.name()))) {
            throw new InvalidInput("values.refusal.toolChoice");
        }
        if (outside(temperature, HOTTEST)) {
            throw new InvalidInput("values.refusal.temperature");
        }
        if (outside(topP, BigDecimal.ONE)) {
            throw new InvalidInput("values.refusal.topP");
        }
        if (stops.size() > MOST_STOPS
                || stops.stream().anyMatch(stop -> stop.isEmpty() || stop.length() > LONGEST_STOP)) {
            throw new InvalidInput("values.refusal.stops", MOST_STOPS, LONGEST_STOP);
        }
    }

    /** Without tuning. */
    public Manner(
            List<Tool> tools,
            Tool.Choice choice,
            Form form,
            Optional<BigDecimal> temperature,
            Optional<BigDecimal> topP,
            List<String> stops) {
        this(tools, choice, form, temperature, topP, stops, Tuning.NONE);
    }

    public Manner with(List<Tool> offered, Tool.Choice chosen) {
        return new Manner(offered, chosen, form, temperature, topP, stops, tuning);
    }

    public Manner in(Form asked) {
        return new Manner(tools, choice, asked, temperature, topP, stops, tuning);
    }

    public boolean hasTools() {
        return !tools.isEmpty() && choice.kind() != Tool.Choice.Kind.NONE;
    }

    private static boolean outside(Optional<BigDecimal> number, BigDecimal most) {
        return number.filter(value -> value.signum() < 0 || value.compareTo(most) > 0 || value.scale() > 6)
                .isPresent();
    }

    /**
     * Wishes that a provider follows if it knows them: where its dice begin, how it is kept from saying things again (both
     * penalties between -2 and 2), whether it may ask for several tools at once, and how hard it shall think.
     */
    public record Tuning(
            Optional<Long> seed,
            Optional<BigDecimal> frequencyPenalty,
            Optional<BigDecimal> presencePenalty,
            Optional<Boolean> severalTools,
            Optional<Effort> effort) {
        public static final Tuning NONE =
                new Tuning(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Tuning {
            if (outside(frequencyPenalty.map(BigDecimal::abs), HOTTEST)
                    || outside(presencePenalty.map(BigDecimal::abs), HOTTEST)) {
                throw new InvalidInput("values.refusal.penalty");
            }
        }

        /** How hard a model that thinks shall think. */
        public enum Effort {
            NONE,
            MINIMAL,
            LOW,
            MEDIUM,
            HIGH
        }
    }

    /** The form of an answer: words, any one JSON object, or one that fits a JSON Schema of this name. */
    public record Form(Kind kind, String name, String schema) {
        public static final Form TEXT = new Form(Kind.TEXT, "", "");
        public static final Form JSON = new Form(Kind.JSON, "", "");

        public Form {
            if (kind == Kind.SCHEMA && !Tool.isObject(schema)) {
                throw new InvalidInput("values.refusal.answerSchema");
            }
        }

        public static Form of(String name, String schema) {
            return new Form(Kind.SCHEMA, name, schema);
        }

        /** The forms there are. */
        public enum Kind {
            TEXT,
            JSON,
            SCHEMA
        }
    }
}
