package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.AbleModel;
import org.tenantry.testbed.ApiVisitor;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.LimitedKey;

/** Programs with LangChain4j's client of OpenAI's API work here; it asks over the JDK's, which offers HTTP/2 with each body. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class LangChainClientIT {
    private static final String BASE = Bed.server() + "/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("weather")
            .description("Tells the weather of a place.")
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("about")
                    .required("about")
                    .build())
            .build();
    private static ApiVisitor program;

    @BeforeAll
    static void there_is_a_model_that_can_everything() throws SQLException {
        AbleModel.on();
        program = ApiVisitor.of("abel@acme.example");
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> program.get("/v1/models/" + AbleModel.NAME).statusCode() == 200);
    }

    @AfterAll
    static void it_is_gone() throws SQLException {
        AbleModel.off();
    }

    @Test
    void models_are_listed() {
        assertThat(OpenAiModelCatalog.builder()
                        .baseUrl(BASE)
                        .apiKey(program.secret())
                        .build()
                        .listModels())
                .extracting(ModelDescription::name)
                .contains("stub-echo", "auto", AbleModel.NAME);
    }

    @Test
    void an_answer_comes_whole_with_its_usage() {
        var answer = whole("stub-echo").chat(UserMessage.from("Grüße, 你好 👋"));
        assertThat(answer.aiMessage().text()).isEqualTo("Grüße, 你好 👋");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.modelName()).isEqualTo("stub-echo");
        assertThat(answer.id()).startsWith("chatcmpl-");
        assertThat(answer.tokenUsage().totalTokenCount())
                .isEqualTo(answer.tokenUsage().inputTokenCount()
                        + answer.tokenUsage().outputTokenCount());
        var cached = whole("stub-cached").chat(UserMessage.from("a b c d e f g h i j k l m n o p q r s t u v w x y"));
        assertThat(((OpenAiTokenUsage) cached.tokenUsage()).inputTokensDetails().cachedTokens())
                .isEqualTo(16);
    }

    @Test
    void an_answer_comes_in_pieces() {
        var heard = new Heard();
        streaming("stub-echo").chat("one two three", heard);
        var answer = heard.whole();
        assertThat(heard.pieces).isEqualTo(3);
        assertThat(answer.aiMessage().text()).isEqualTo("one two three");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(3);
    }

    @Test
    void responses_are_answered_too() {
        var whole = OpenAiResponsesChatModel.builder()
                .baseUrl(BASE)
                .apiKey(program.secret())
                .modelName("stub-echo")
                .store(false)
                .build();
        assertThat(whole.chat("one two three")).isEqualTo("one two three");
        var heard = new Heard();
        OpenAiResponsesStreamingChatModel.builder()
                .baseUrl(BASE)
                .apiKey(program.secret())
                .modelName("stub-echo")
                .store(false)
                .build()
                .chat("one two three", heard);
        assertThat(heard.whole().aiMessage().text()).isEqualTo("one two three");
        assertThat(heard.pieces).isEqualTo(3);
    }

    @Test
    void tools_are_asked_for_and_their_results_understood() {
        var question = UserMessage.from("Vienna");
        var asking = ChatRequest.builder()
                .messages(question)
                .toolSpecifications(WEATHER)
                .build();
        var heard = new Heard();
        streaming(AbleModel.NAME).chat(asking, heard);
        for (var answer : List.of(whole(AbleModel.NAME).chat(asking), heard.whole())) {
            assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            assertThat(answer.aiMessage().toolExecutionRequests())
                    .extracting(ToolExecutionRequest::name, ToolExecutionRequest::arguments)
                    .containsExactly(tuple("weather", "{\"about\":\"Vienna\"}"));
            var done = whole(AbleModel.NAME)
                    .chat(ChatRequest.builder()
                            .messages(
                                    question,
                                    answer.aiMessage(),
                                    ToolExecutionResultMessage.from(
                                            answer.aiMessage()
                                                    .toolExecutionRequests()
                                                    .get(0),
                                            "sunny"))
                            .toolSpecifications(WEATHER)
                            .build());
            assertThat(done.aiMessage().text()).isEqualTo("sunny");
        }
    }

    @Test
    void an_answer_keeps_to_a_schema() {
        var schema = JsonSchema.builder()
                .name("place")
                .rootElement(JsonObjectSchema.builder()
                        .addStringProperty("city")
                        .required("city")
                        .additionalProperties(false)
                        .build())
                .build();
        var asking = ChatRequest.builder()
                .messages(UserMessage.from("{\"city\":\"Wien\"}"))
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();
        var model = OpenAiChatModel.builder()
                .baseUrl(BASE)
                .apiKey(program.secret())
                .modelName(AbleModel.NAME)
                .strictJsonSchema(true)
                .maxRetries(0)
                .build();
        assertThat(model.chat(asking).aiMessage().text()).isEqualTo("{\"city\":\"Wien\"}");
    }

    @Test
    void each_error_has_its_own_exception() throws SQLException {
        refuses("stub-echo", "sk-wrong", "x", AuthenticationException.class, "invalid_api_key");
        refuses("gpt-nothing", program.secret(), "x", ModelNotFoundException.class, "model_not_found");
        refuses(
                "stub-echo",
                program.secret(),
                "x".repeat(3 << 20),
                InvalidRequestException.class,
                "context_length_exceeded");
        refuses(
                "stub-echo",
                program.secret(),
                "word ".repeat(40_000),
                InvalidRequestException.class,
                "context_length_exceeded");
        refuses("stub-error-500", program.secret(), "x", InternalServerException.class, "upstream_error");
        refuses("stub-echo", LimitedKey.withoutCredit().secret(), "x", RateLimitException.class, "insufficient_quota");
    }

    @Test
    void a_stream_that_breaks_off_is_an_error_and_never_a_whole_answer() {
        for (var model : List.of("stub-cut", "stub-error-in-stream", "stub-error-500")) {
            var heard = new Heard();
            streaming(model).chat("go on", heard);
            assertThatThrownBy(heard::whole).hasMessageContaining("upstream_error");
            assertThat(heard.pieces > 0).as(model).isNotEqualTo(model.equals("stub-error-500"));
        }
    }

    @Test
    void a_stream_can_be_left() throws SQLException {
        var own = ApiVisitor.of("abel@acme.example");
        var pieces = new CompletableFuture<Integer>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(BASE)
                .apiKey(own.secret())
                .modelName("stub-slow")
                .build()
                .chat("[stub tokens=40 pause=40]", new Heard() {
                    @Override
                    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                        context.streamingHandle().cancel();
                        pieces.complete(1);
                    }
                });
        assertThat(pieces.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo(1);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(LimitedKey.open(own))
                .isZero());
    }

    private static void refuses(
            String model, String key, String question, Class<? extends LangChain4jException> type, String code) {
        assertThatThrownBy(() -> model(model, key).chat(question))
                .isInstanceOf(type)
                .hasMessageContaining(code);
    }

    private static OpenAiChatModel whole(String model) {
        return model(model, program.secret());
    }

    private static OpenAiChatModel model(String model, String key) {
        return OpenAiChatModel.builder()
                .baseUrl(BASE)
                .apiKey(key)
                .modelName(model)
                .maxRetries(0)
                .timeout(PATIENCE)
                .build();
    }

    private static OpenAiStreamingChatModel streaming(String model) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(BASE)
                .apiKey(program.secret())
                .modelName(model)
                .timeout(PATIENCE)
                .build();
    }

    /** Listens to an answer. */
    private static class Heard implements StreamingChatResponseHandler {
        private final CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        private volatile int pieces;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void onPartialResponse(String piece) {
            pieces++;
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            answer.complete(whole);
        }

        @Override
        public void onError(Throwable error) {
            answer.completeExceptionally(error);
        }

        ChatResponse whole() {
            try {
                return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            } catch (CompletionException failure) {
                throw new AssertionError(failure.getCause().toString(), failure.getCause());
            }
        }
    }
}
