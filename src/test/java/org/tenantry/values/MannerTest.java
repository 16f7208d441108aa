package org.tenantry.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MannerTest {
    private static final Tool CLOCK = new Tool("clock", "", "{}");

    private static void refused(Runnable maker, String key) {
        assertThatThrownBy(maker::run).isInstanceOfSatisfying(InvalidInput.class, refusal -> assertThat(refusal.key())
                .isEqualTo(key));
    }

    private static Manner free(String temperature, String topP, List<String> stops) {
        return new Manner(
                List.of(),
                Tool.Choice.AUTO,
                Manner.Form.TEXT,
                Optional.ofNullable(temperature).map(BigDecimal::new),
                Optional.ofNullable(topP).map(BigDecimal::new),
                stops);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "2.000001", "0.1234567", "1e9"})
    void a_temperature_out_of_bounds_is_refused(String temperature) {
        refused(() -> free(temperature, null, List.of()), "values.refusal.temperature");
        assertThat(free("2", "1", List.of()).temperature()).contains(new BigDecimal("2"));
        assertThat(free("0", "0", List.of()).topP()).contains(BigDecimal.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "1e-7"})
    void a_top_p_out_of_bounds_is_refused(String topP) {
        refused(() -> free(null, topP, List.of()), "values.refusal.topP");
    }

    @Test
    void stops_are_few_and_short() {
        assertThat(free(null, null, List.of("a", "b", "c", "d")).stops()).hasSize(4);
        for (var stops : List.of(List.of("a", "b", "c", "d", "e"), List.of(""), List.of("x".repeat(201)))) {
            refused(() -> free(null, null, stops), "values.refusal.stops");
        }
    }

    @Test
    void tools_are_few_and_each_has_a_name_of_its_own() {
        refused(() -> Manner.PLAIN.with(List.of(CLOCK, CLOCK), Tool.Choice.AUTO), "values.refusal.tools");
        var many = IntStream.rangeClosed(0, Tool.MOST)
                .mapToObj(i -> new Tool("t" + i, "", "{}"))
                .toList();
        refused(() -> Manner.PLAIN.with(many, Tool.Choice.AUTO), "values.refusal.tools");
        refused(() -> Manner.PLAIN.with(List.of(CLOCK), Tool.Choice.of("dice")), "values.refusal.toolChoice");
        assertThat(Manner.PLAIN.with(List.of(CLOCK), Tool.Choice.of("clock")).hasTools())
                .isTrue();
        assertThat(Manner.PLAIN.with(List.of(CLOCK), Tool.Choice.NONE).hasTools())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u65f6\u949f", "a.b", "a\nb"})
    void a_tool_has_a_plain_name(String name) {
        refused(() -> new Tool(name, "", "{}"), "values.refusal.toolName");
        refused(() -> new Tool("x".repeat(65), "", "{}"), "values.refusal.toolName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"a\"", "{} {}"})
    void a_schema_is_one_object(String schema) {
        refused(() -> new Tool("clock", "", schema), "values.refusal.toolSchema");
        refused(() -> Manner.Form.of("a", schema), "values.refusal.answerSchema");
    }

    @Test
    void what_describes_a_tool_is_bounded() {
        refused(() -> new Tool("clock", "x".repeat(70_000), "{}"), "values.refusal.toolSchema");
        refused(() -> new Tool("clock", "", "{\"a\":\"" + "x".repeat(70_000) + "\"}"), "values.refusal.toolSchema");
    }
}
