package org.tenantry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.models.Endpoint;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Tokenizers;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoAdapterTest {
    private final Endpoint endpoint = new Endpoint(ProviderKind.DEMO, URI.create(""), "", true, 60, 60, 900);
    private final DemoAdapter adapter = new DemoAdapter();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        adapter.close();
    }

    private Upstream ask(String question, int mostOutputTokens) {
        var turns = List.of(new Turn(Turn.Speaker.USER, question));
        return adapter.stream(endpoint, new Ask("demo-fast", turns, mostOutputTokens), heard);
    }

    @Test
    void it_says_that_it_is_a_demo_and_shows_what_an_answer_can_hold() {
        ask("What is 1 + 1?", 4000);
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.text())
                .contains("This is the demo model", "understands nothing", "Characters in your message: 14.", "```java")
                .contains("| --- |", "\n- ");
        var usage = heard.completion().usage().orElseThrow();
        assertThat(usage.input()).isEqualTo(Tokenizers.prompt("o200k_base", List.of("What is 1 + 1?")));
        assertThat(usage.output()).isEqualTo(Tokenizers.text("o200k_base", heard.text()));
    }

    @Test
    void a_chinese_question_is_answered_in_chinese() {
        ask("你好,请介绍一下你自己。", 4000);
        assertThat(heard.ending()).isEqualTo(Ending.DONE);
        assertThat(heard.text()).contains("这是演示模型", "什么也听不懂", "您的消息有 12 个字符");
    }

    @Test
    void it_keeps_to_the_limit() {
        ask("Hello", 10);
        assertThat(heard.ending()).isEqualTo(Ending.LENGTH);
        assertThat(heard.completion().usage().orElseThrow().output()).isBetween(5L, 10L);
        assertThat(heard.text()).startsWith("**This is the demo").doesNotContain("calls nobody");
    }

    @Test
    void stopping_it_stops_it_at_once() {
        var running = ask("Hello", 4000);
        heard.awaitText("demo");
        running.cancel();
        running.cancel();
        assertThat(heard.ending()).isEqualTo(Ending.STOPPED);
        assertThat(heard.completion().usage()).isEmpty();
        assertThat(heard.text()).doesNotContain("switches its models on");
    }
}
