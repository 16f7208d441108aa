package org.tenantry.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tenantry.models.Capabilities;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.PriceTag;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.models.Tokenizers;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.Manner;
import org.tenantry.values.ModelId;
import org.tenantry.values.Part;
import org.tenantry.values.PersonId;
import org.tenantry.values.Tool;
import org.tenantry.values.ToolRequest;

/** Images go in and tool calls come out, over every wire form, and both are paid for as they are counted. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContentIT {
    private static final String STUB = "http://127.0.0.1:" + System.getProperty("testbed.stub");
    private static final long CREDIT_N = 5_000_000_000L;
    private static final Part PICTURE = Part.Image.of("image/png", new byte[600]);
    private static final Manner WITH_TOOLS = Manner.PLAIN.with(
            List.of(
                    new Tool("weather", "Tells the weather.", "{\"type\":\"object\"}"),
                    new Tool("clock", "Tells the time.", "{\"type\":\"object\"}"),
                    new Tool("dice", "Throws dice.", "{\"type\":\"object\"}")),
            Tool.Choice.AUTO);

    private final Caller operator =
            new Caller(PersonId.next(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);
    private final List<ModelId> added = new ArrayList<>();

    @Inject
    Calls calls;

    @Inject
    Models models;

    @Inject
    Providers providers;

    @Inject
    Shop shop;

    @AfterEach
    void close() {
        added.forEach(model -> models.turn(operator, model, false));
    }

    private ModelId model(ProviderKind kind, Ability... abilities) {
        var can = EnumSet.noneOf(Ability.class);
        can.addAll(List.of(abilities));
        var name = "content-" + Ids.next();
        var provider = providers.add(operator, kind, ProviderForm.of("P-" + Ids.next(), STUB), "sk-content");
        var form = new ModelForm(name, ModelKind.CHAT, "o200k_base", 32_000, 1000, Capabilities.of(can));
        var model = models.add(operator, provider, name, name, form);
        models.addPrice(operator, model, Shop.USD, new PriceTag(BigDecimal.ONE, null, null, BigDecimal.TEN), null);
        models.turn(operator, model, true);
        added.add(model);
        return model;
    }

    private static Question question(ModelId model, Manner manner, Question.Line... lines) {
        return new Question(model, List.of(lines), 500, Ids.next().toString(), "0".repeat(64), null, manner);
    }

    private static Question.Line user(String text, Part... more) {
        var parts = new ArrayList<Part>(List.of(new Part.Text(text)));
        parts.addAll(List.of(more));
        return new Question.Line(Question.Voice.USER, parts);
    }

    /** An answer that is over and paid. */
    private record Answered(HeldCall call, String text, Outcome outcome, Receipt receipt) {}

    private Answered ask(Caller caller, Question question) throws Exception {
        var call = calls.hold(caller, question);
        var text = new StringBuffer();
        var end = new CompletableFuture<Outcome>();
        calls.send(call, new Answering() {
            @Override
            public void heard(String more, String reasoning) {
                text.append(more);
            }

            @Override
            public void ended(Outcome outcome) {
                end.complete(outcome);
            }
        });
        var outcome = end.get(30, TimeUnit.SECONDS);
        return new Answered(call, text.toString(), outcome, calls.settle(call, outcome, text.toString(), ""));
    }

    /** What the provider's side remembers of the request for this model. */
    private static JsonObject seen(HeldCall call) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(STUB + "/stub/seen")).build();
        var body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .filter(one -> one.getString("model").equals(call.model().upstreamName()))
                    .reduce((first, last) -> last)
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderKind.class,
            names = {"OPENAI", "OLLAMA", "ANTHROPIC"})
    void tools_are_asked_for_and_what_came_of_them_is_answered_and_both_calls_are_paid(ProviderKind kind)
            throws Exception {
        var caller = shop.customer(CREDIT_N);
        var model = model(kind, Ability.TOOLS);
        var asked = user("Oslo now [stub tokens=0 calls=2]");
        var first = ask(caller, question(model, WITH_TOOLS, asked));
        assertThat(first.outcome().ending()).isEqualTo(Outcome.End.TOOLS);
        var requests = first.outcome().requests();
        assertThat(requests).extracting(ToolRequest::name).containsExactly("weather", "clock");
        assertThat(requests).allMatch(ToolRequest::readable);
        assertThat(requests.get(0).arguments()).contains("Oslo now");
        assertThat(first.receipt().state()).isEqualTo(Receipt.State.PAID);
        assertThat(first.receipt().ending()).isEqualTo("DONE");
        assertThat(first.receipt().usage().output())
                .as("as the provider counted")
                .isEqualTo(20);

        var second = ask(
                caller,
                question(
                        model,
                        WITH_TOOLS,
                        asked,
                        new Question.Line(Question.Voice.ASSISTANT, List.of(), requests, ""),
                        Question.Line.answer(requests.get(0), "4 degrees [stub echo=1 calls=2]"),
                        Question.Line.answer(requests.get(1), "noon [stub echo=1 calls=2]")));
        assertThat(second.outcome().ending()).isEqualTo(Outcome.End.DONE);
        assertThat(second.text()).contains("noon");
        assertThat(second.receipt().charge().nanos()).isPositive();
        assertThat(shop.brokenInvariants()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProviderKind.class,
            names = {"OPENAI", "OLLAMA", "ANTHROPIC"})
    void an_image_goes_to_the_provider_and_is_held_and_paid_for(ProviderKind kind) throws Exception {
        var caller = shop.customer(CREDIT_N);
        var model = model(kind, Ability.IMAGES);
        var answered = ask(caller, question(model, Manner.PLAIN, user("What is this? [stub echo=1]", PICTURE)));
        assertThat(answered.outcome().ending()).isEqualTo(Outcome.End.DONE);
        assertThat(answered.text()).contains("What is this?");
        var seen = seen(answered.call());
        assertThat(seen.getInt("images")).isEqualTo(1);
        assertThat(seen.getString("key")).endsWith("sk-content");
        assertThat(answered.call().promptTokens()).as("more than its words").isGreaterThan(500);
        assertThat(answered.receipt().usage().prompt())
                .as("as the provider counted")
                .isEqualTo(seen.getInt("promptTokens"));
        assertThat(answered.receipt().charge())
                .isLessThanOrEqualTo(answered.call().hold());
        assertThat(shop.brokenInvariants()).isEmpty();
    }

    @Test
    void what_a_model_cannot_do_is_refused_with_one_that_can_and_nothing_is_held() {
        var caller = shop.customer(CREDIT_N);
        var blind = model(ProviderKind.OPENAI);
        var seeing = model(ProviderKind.OPENAI, Ability.IMAGES);
        var image = question(blind, Manner.PLAIN, user("What is this?", PICTURE));
        assertThatThrownBy(() -> calls.hold(caller, image)).isInstanceOfSatisfying(ModelCannot.class, refusal -> {
            assertThat(refusal.key()).isEqualTo("calls.refusal.cannot.images.others");
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.arguments().toString()).contains("content-");
        });
        assertThatThrownBy(() -> calls.hold(caller, question(seeing, WITH_TOOLS, user("Oslo"))))
                .isInstanceOfSatisfying(ModelCannot.class, refusal -> assertThat(refusal.key())
                        .startsWith("calls.refusal.cannot.tools"));
        assertThatThrownBy(() -> calls.hold(caller, question(seeing, Manner.PLAIN.in(Manner.Form.JSON), user("Oslo"))))
                .isInstanceOfSatisfying(ModelCannot.class, refusal -> assertThat(refusal.key())
                        .startsWith("calls.refusal.cannot.json"));
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM model_call WHERE tenant_id = ?",
                        caller.tenant().value()))
                .isZero();
    }

    @Test
    void what_another_model_was_shown_before_is_left_out_for_one_that_cannot_see_it() throws Exception {
        var caller = shop.customer(CREDIT_N);
        var blind = model(ProviderKind.OPENAI);
        var request = ToolRequest.of("call_1", "weather", "{}");
        var answered = ask(
                caller,
                question(
                        blind,
                        Manner.PLAIN,
                        user("What is this?", PICTURE),
                        new Question.Line(Question.Voice.ASSISTANT, List.of(), List.of(request), ""),
                        Question.Line.answer(request, "4 degrees"),
                        new Question.Line(Question.Voice.ASSISTANT, "A cat in the cold."),
                        user("And now? [stub echo=1]")));
        assertThat(answered.text()).contains("And now?");
        assertThat(answered.call().lines())
                .extracting(Question.Line::text)
                .containsExactly(
                        "What is this?\n[An image that you cannot see.]",
                        "A cat in the cold.",
                        "And now? [stub echo=1]");
        assertThat(seen(answered.call()).getInt("images")).isZero();
    }

    @Test
    void a_tool_call_that_the_provider_does_not_count_is_counted_here() throws Exception {
        var caller = shop.customer(CREDIT_N);
        var model = model(ProviderKind.OPENAI, Ability.TOOLS);
        var answered =
                ask(caller, question(model, WITH_TOOLS, user("Oslo [stub tokens=0 calls=1 broken=1 usage=none]")));
        assertThat(answered.outcome().ending()).isEqualTo(Outcome.End.TOOLS);
        var request = answered.outcome().requests().get(0);
        assertThat(request.readable()).isFalse();
        assertThat(request.arguments()).isEqualTo("{\"about\": oops");
        assertThat(answered.receipt().usage().output())
                .isEqualTo(Tokenizers.text("o200k_base", request.name() + request.arguments()));
        assertThat(shop.brokenInvariants()).isEmpty();
    }
}
