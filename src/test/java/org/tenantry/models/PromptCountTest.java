package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.models.Prompt.Image;
import org.tenantry.models.Prompt.Message;
import org.tenantry.models.Prompt.Tool;

/** What a prompt takes beside its words: frames, names, tools and images. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PromptCountTest {
    private static final String O200K = "o200k_base";

    /** The worked example of OpenAI's notebook on counting. */
    @ParameterizedTest
    @CsvSource({"cl100k_base, 129", "o200k_base, 124"})
    void a_conversation_with_named_examples_has_as_many_tokens_as_openai_says(String tokenizer, long tokens) {
        var jargon = List.of(
                Message.of(
                        "system",
                        "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."),
                example("example_user", "New synergies will help drive top-line growth."),
                example("example_assistant", "Things working well together will increase revenue."),
                example(
                        "example_user",
                        "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."),
                example("example_assistant", "Let's talk later when we're less busy about how to do better."),
                Message.of(
                        "user",
                        "This late pivot means we don't have time to boil the ocean for the client deliverable."));
        assertThat(Tokenizers.prompt(tokenizer, new Prompt("gpt-4o", jargon, List.of())))
                .isEqualTo(new PromptCount(tokens, true));
    }

    /** The same notebook's example with a tool. */
    @ParameterizedTest
    @CsvSource({"cl100k_base, 105", "o200k_base, 101"})
    void a_question_with_a_tool_has_as_many_tokens_as_openai_says(String tokenizer, long tokens) {
        assertThat(Tokenizers.prompt(tokenizer, new Prompt("gpt-4o", weather(), List.of(weatherTool())))
                        .tokens())
                .isEqualTo(tokens);
    }

    @Test
    void a_list_of_texts_counts_as_messages_without_names() {
        var texts = List.of("You are a helpful assistant.", "Hello!");
        var messages = texts.stream().map(text -> Message.of("user", text)).toList();
        assertThat(Tokenizers.prompt(O200K, new Prompt("gpt-4o", messages, List.of()))
                        .tokens())
                .isEqualTo(Tokenizers.prompt(O200K, texts));
    }

    @Test
    void a_tool_without_properties_takes_its_line_and_the_frame() {
        var bare = new Tool("now", "Tells the time.", json("{}"));
        long line = Tokenizers.text(O200K, "now:Tells the time");
        assertThat(tools(bare)).isEqualTo(7 + line + 12);
        assertThat(tools(bare, bare)).isEqualTo(2 * (7 + line) + 12);
    }

    @Test
    void properties_inside_properties_are_counted_too() {
        var flat = json("{'properties':{'a':{'type':'object','description':'x'}}}");
        var deep = json(
                "{'properties':{'a':{'type':'object','description':'x','properties':{'b':{'type':'string','description':'y'}}}}}");
        assertThat(tools(new Tool("t", "d", deep)) - tools(new Tool("t", "d", flat)))
                .isEqualTo(3 + 3 + Tokenizers.text(O200K, "b:string:y"));
    }

    @ParameterizedTest
    @CsvSource({
        "null",
        "'{\"properties\":[]}'",
        "'{\"properties\":{\"a\":true,\"b\":{\"type\":[\"string\",\"null\"],\"enum\":[1,null,{}]}}}'",
        "'{\"properties\":{\"a\":{\"items\":7,\"enum\":\"x\",\"description\":9}}}'",
    })
    void a_schema_of_whatever_shape_is_counted(String schema) {
        var parameters = schema.equals("null") ? null : json(schema);
        assertThat(tools(new Tool("t", "", parameters))).isPositive();
    }

    @Test
    void a_schema_nested_without_end_is_counted_to_a_depth() {
        var schema = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            schema.append("{'properties':{'a':");
        }
        schema.append("{}").append("}}".repeat(300));
        assertThat(tools(new Tool("t", "", json(schema.toString())))).isBetween(100L, 400L);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,       1024, 1024, false,   765",
        "gpt-4o,       2048, 4096, false,  1105",
        "gpt-4o,       4096, 8192, true,     85",
        "gpt-4o,        512,  512, false,   255",
        "gpt-4o,         10,   10, false,   255",
        "gpt-4o-mini,  1024, 1024, false, 25501",
        "gpt-4o-mini,   512,  512, true,   2833",
        "gpt-5,        1024, 1024, false,   630",
        "o1,           1024, 1024, false,   675",
        "gpt-4.1-mini, 1024, 1024, false,  1659",
        "gpt-4.1-mini, 1800, 2400, false,  2353",
        "gpt-4.1-nano, 1024, 1024, true,   2520",
        "o4-mini,        32,   32, false,     2",
        "openai/gpt-4o, 1024, 1024, false,  765",
    })
    void an_image_takes_what_its_model_counts(String model, int width, int height, boolean low, long tokens) {
        assertThat(ImageRule.of(model).count(new Image(width, height, low))).isEqualTo(new PromptCount(tokens, true));
    }

    @Test
    void an_image_of_another_family_or_of_unknown_size_makes_the_count_an_estimate() {
        assertThat(ImageRule.of("llava").count(new Image(1024, 1024, false))).isEqualTo(new PromptCount(765, false));
        assertThat(ImageRule.of("gpt-4o").count(Image.UNKNOWN)).isEqualTo(new PromptCount(765, false));
        assertThat(ImageRule.of("gpt-4o")
                        .count(new Image(-5, Integer.MAX_VALUE, false))
                        .exact())
                .isFalse();
        var seen = new Message("user", "", "What is this?", List.of(Image.UNKNOWN));
        assertThat(Tokenizers.prompt(O200K, new Prompt("gpt-4o", List.of(seen), List.of()))
                        .exact())
                .isFalse();
    }

    @Test
    void the_largest_image_is_counted() {
        var largest = new Image(Integer.MAX_VALUE, Integer.MAX_VALUE, false);
        assertThat(ImageRule.of("gpt-4o").count(largest).tokens()).isEqualTo(765);
        assertThat(ImageRule.of("o4-mini").count(largest).tokens()).isBetween(2_500L, 2_642L);
        assertThat(ImageRule.of("o4-mini")
                        .count(new Image(Integer.MAX_VALUE, 1, false))
                        .tokens())
                .isBetween(1L, 2_642L);
    }

    private static long tools(Tool... tools) {
        return Tokenizers.prompt(O200K, new Prompt("gpt-4o", List.of(), List.of(tools)))
                        .tokens()
                - 3;
    }

    private static Message example(String name, String text) {
        return new Message("system", name, text, List.of());
    }

    private static List<Message> weather() {
        return List.of(
                Message.of("system", "You are a helpful assistant that can answer to questions about the weather."),
                Message.of("user", "What's the weather like in San Francisco?"));
    }

    private static Tool weatherTool() {
        return new Tool(
                "get_current_weather",
                "Get the current weather in a given location",
                json(
                        "{'type':'object','properties':{'location':{'type':'string','description':"
                                + "'The city and state, e.g. San Francisco, CA'},'unit':{'type':'string','description':"
                                + "'The unit of temperature to return','enum':['celsius','fahrenheit']}},'required':['location']}"));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }
}
