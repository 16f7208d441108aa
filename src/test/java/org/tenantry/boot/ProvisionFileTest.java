package org.tenantry.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.calls.Conditions;
import org.tenantry.calls.Target;
import org.tenantry.ledger.LotKind;
import org.tenantry.models.Capabilities;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.PriceTag;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKind;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Role;
import org.tenantry.testbed.Tariff;

/** Reading a provisioning file: what is understood, and what is told about a wrong one. */
class ProvisionFileTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("GOOD", "s3cret-of-the-test");

    @Test
    void settings_are_texts_lists_of_lines_or_json() {
        var file = read(
                """
                {"providers": [{"name": "Own", "kind": "CUSTOM", "baseUrl": "http://10.0.0.7:8000",
                   "settings": {"path": "/generate", "headers": ["X-A: 1", "X-Api-Key: {{key}}"],
                     "template": {"question": "{{prompt}}", "stream": true}, "deltaAt": "/token/text", "cachedApart": true}},
                  {"name": "Azure", "kind": "AZURE", "baseUrl": "https://a.example", "settings": {"api": "v1"}}]}
                """);
        assertThat(file.providers().get(0).form().orElseThrow().settings())
                .isEqualTo(Map.of(
                        "path", "/generate",
                        "headers", "X-A: 1\nX-Api-Key: {{key}}",
                        "template", "{\"question\":\"{{prompt}}\",\"stream\":true}",
                        "deltaAt", "/token/text",
                        "cachedApart", "true"));
        assertThat(file.providers().get(1).form().orElseThrow().settings()).isEqualTo(Map.of("api", "v1"));
    }

    @Test
    void a_whole_file_is_understood() {
        var file = read(
                """
                {"$schema": "provisioning.schema.json",
                 "providers": [{"name": "Up", "kind": "OPENAI", "baseUrl": "https://up.example/v1/", "key": {"env": "GOOD"},
                   "on": false, "asksUsage": false, "connectSeconds": 4, "firstByteSeconds": 5, "idleSeconds": 6, "totalSeconds": 7,
                   "models": [{"name": "m", "upstreamName": "m-1", "label": "M", "tokenizer": "cl100k_base",
                     "contextTokens": 1000, "mostOutputTokens": 100, "capabilities": ["tools", "json"], "on": true,
                     "prices": [{"currency": "EUR", "validFrom": "2026-01-01T00:00:00Z",
                       "sell": {"input": 0.15, "cachedInput": "0.075", "cacheWrite": 0.2, "output": "0.60"},
                       "buy": {"input": 0, "output": 0}}]}]}],
                 "tenants": [{"name": "T", "currency": "EUR", "zone": "Asia/Shanghai", "locale": "zh",
                   "members": [{"email": "a@t.example", "name": "A", "role": "admin", "locale": "en", "password": {"env": "GOOD"}}],
                   "apiKeys": [{"name": "k", "member": "A@t.example", "secret": {"env": "GOOD"}}],
                   "credits": [{"ref": "r", "kind": "PAID", "amount": "12.5", "expiresAt": "2027-01-01T00:00:00Z", "reason": "why"}]}]}
                """);
        var provider = file.providers().get(0);
        assertThat(provider.kind()).isEqualTo(ProviderKind.OPENAI);
        assertThat(provider.form())
                .contains(new ProviderForm("Up", "https://up.example/v1", false, 4, 5, 6, 7, Map.of()));
        assertThat(provider.key()).contains("s3cret-of-the-test");
        assertThat(provider.on()).contains(false);
        var model = provider.models().get(0);
        assertThat(model.upstreamName()).isEqualTo("m-1");
        assertThat(model.form())
                .contains(new ModelForm(
                        "M", ModelKind.CHAT, "cl100k_base", 1000, 100, new Capabilities(false, true, true, false)));
        var price = model.prices().get(0);
        assertThat(price.validFrom()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(price.sell())
                .isEqualTo(new PriceTag(
                        new BigDecimal("0.15"),
                        new BigDecimal("0.075"),
                        new BigDecimal("0.2"),
                        new BigDecimal("0.60")));
        var tenant = file.tenants().get(0);
        assertThat(tenant.zone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(tenant.members().get(0).role()).isEqualTo(Role.ADMIN);
        assertThat(tenant.members().get(0).locale()).contains(Locale.ENGLISH);
        assertThat(tenant.apiKeys().get(0).secret()).contains("s3cret-of-the-test");
        var credit = tenant.credits().get(0);
        assertThat(credit.kind()).isEqualTo(LotKind.PAID);
        assertThat(credit.amount()).isEqualByComparingTo("12.5");
        assertThat(credit.expiresAt()).contains(Instant.parse("2027-01-01T00:00:00Z"));
    }

    @Test
    void what_is_left_out_has_a_usual_value() {
        var file = read(
                """
                {"providers": [{"name": "Up", "kind": "OPENAI", "baseUrl": "https://up.example/v1",
                   "models": [{"name": "gpt-4o-mini", "contextTokens": 1000, "mostOutputTokens": 100}]}],
                 "tenants": [{"name": "T", "currency": "EUR", "members": [{"email": "a@t.example"}]}]}
                """);
        var provider = file.providers().get(0);
        assertThat(provider.form()).contains(ProviderForm.of("Up", "https://up.example/v1"));
        assertThat(provider.key()).isEmpty();
        assertThat(provider.on()).isEmpty();
        assertThat(provider.models().get(0).form())
                .contains(new ModelForm(
                        "gpt-4o-mini",
                        ModelKind.CHAT,
                        "o200k_base",
                        1000,
                        100,
                        new Capabilities(true, true, true, false)));
        var tenant = file.tenants().get(0);
        assertThat(tenant.zone().getId()).isEqualTo("UTC");
        assertThat(tenant.members().get(0).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void a_list_of_no_capabilities_says_that_a_model_has_none() {
        var file = read(
                """
                {"providers": [{"name": "Up", "kind": "OPENAI", "baseUrl": "https://up.example/v1",
                   "models": [{"name": "gpt-4o", "contextTokens": 1000, "mostOutputTokens": 100, "capabilities": []}]}]}
                """);
        assertThat(file.providers().get(0).models().get(0).form().orElseThrow().can())
                .isEqualTo(Capabilities.NONE);
    }

    @Test
    void rules_names_and_strengths_are_understood() {
        var file = read(
                """
                {"providers": [{"name": "Up", "kind": "OPENAI", "baseUrl": "https://up.example/v1",
                   "models": [{"name": "m", "contextTokens": 1000, "mostOutputTokens": 100, "strength": 4}]}],
                 "routing": {"first": "auto", "aliases": [{"name": "best", "model": "m"}],
                   "rules": [{"name": "Nights", "when": {"from": "22:00", "to": "06:00"}, "to": "cheapest", "on": false},
                             {"name": "Code", "when": {"code": true}, "alias": "best"},
                             {"name": "All", "model": "m"}]}}
                """);
        assertThat(file.providers().get(0).models().get(0).strength()).contains(4);
        var routing = file.routing().orElseThrow();
        assertThat(routing.first()).contains("auto");
        assertThat(routing.aliases().get(0).model()).isEqualTo("m");
        assertThat(routing.rules())
                .extracting(RoutingPart.RulePart::aim)
                .containsExactly(Target.Aim.CHEAPEST, Target.Aim.ALIAS, Target.Aim.MODEL);
        assertThat(routing.rules().get(0).on()).contains(false);
        assertThat(routing.rules().get(1).when().orElseThrow().code()).isTrue();
        assertThat(routing.rules().get(2).when()).contains(Conditions.ALWAYS);
    }

    @Test
    void a_rule_that_makes_no_sense_is_told_with_its_place() {
        assertThatThrownBy(
                        () -> read(
                                """
                        {"routing": {"rules": [
                          {"name": "a", "when": {"tokensTo": -1}, "to": "CHEAPEST"},
                          {"name": "b", "when": {"wether": 1}, "to": "CHEAPEST"},
                          {"name": "c", "to": "STRONGEST", "model": "m"},
                          {"name": "d"}]}}
                        """))
                .isInstanceOfSatisfying(BadProvisionFile.class, bad -> assertThat(bad.problems())
                        .anyMatch(line -> line.startsWith("/routing/rules/0:"))
                        .anyMatch(line -> line.startsWith("/routing/rules/1:") && line.contains("wether"))
                        .anyMatch(line -> line.startsWith("/routing/rules/2/to:"))
                        .anyMatch(line -> line.startsWith("/routing/rules/3/to:")));
    }

    @Test
    void plans_are_understood_with_their_terms() {
        var file = read(
                """
                {"plans": [
                  {"name": "Team", "place": 5, "on": false, "terms": [
                    {"currency": "EUR", "summary": "For teams", "baseFee": "49", "seatFee": 12.5, "includedSeats": 5,
                     "mostSeats": 50, "allowance": "10", "allowanceScope": "seat", "rolloverCap": 20,
                     "cycle": "ANNIVERSARY", "trialDays": 14, "trialAllowance": 5, "creditLine": 100,
                     "requestsPerMinute": 60, "streams": 10, "models": ["m", "n", "m"], "plugins": ["search"]}]},
                  {"name": "Alone", "audience": "PERSON", "terms": [{"currency": "USD", "summary": "For you"}]}]}
                """);
        var team = file.plans().get(0);
        assertThat(team.audience()).isEqualTo(Terms.Audience.COMPANY);
        assertThat(team.place()).contains(5);
        assertThat(team.on()).contains(false);
        assertThat(team.terms().get(0).models()).contains(Set.of("m", "n"));
        assertThat(team.terms().get(0).form()).contains(Tariff.with(tariff -> {
            tariff.currency = "EUR";
            tariff.summary = "For teams";
            tariff.baseFee = new BigDecimal("49");
            tariff.seatFee = new BigDecimal("12.5");
            tariff.includedSeats = 5;
            tariff.mostSeats = 50;
            tariff.allowance = BigDecimal.TEN;
            tariff.allowanceScope = Terms.AllowanceScope.SEAT;
            tariff.rolloverCap = new BigDecimal("20");
            tariff.cycle = Cycle.ANNIVERSARY;
            tariff.trialDays = 14;
            tariff.trialAllowance = new BigDecimal("5");
            tariff.creditLine = new BigDecimal("100");
            tariff.requestsPerMinute = 60;
            tariff.streams = 10;
            tariff.everyPlugin = false;
            tariff.plugins = Set.of("search");
        }));
        var alone = file.plans().get(1);
        assertThat(alone.place()).isEmpty();
        assertThat(alone.on()).isEmpty();
        assertThat(alone.terms().get(0).models()).isEmpty();
        assertThat(alone.terms().get(0).form()).contains(Tariff.with(tariff -> {
            tariff.summary = "For you";
            tariff.baseFee = BigDecimal.ZERO;
            tariff.mostSeats = 1;
        }));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("{\"plans\": [{\"terms\": []}]}", "/plans/0/name: is missing"),
                Arguments.of("{\"plans\": [{\"name\": \"L\", \"price\": 1}]}", "/plans/0/price: unknown field"),
                Arguments.of(
                        "{\"plans\": [{\"name\": \"L\", \"audience\": \"DOG\"}]}",
                        "/plans/0/audience: must be one of [COMPANY, PERSON]"),
                Arguments.of(terms("\"baseFee\": -1"), "/plans/0/terms/0: plans.refusal.amount.baseFee"),
                Arguments.of(terms("\"baseFee\": 0.001"), "/plans/0/terms/0: plans.refusal.amount.baseFee"),
                Arguments.of(terms("\"baseFee\": \"x\""), "/plans/0/terms/0/baseFee: must be an amount"),
                Arguments.of(terms("\"includedSeats\": 1.5"), "/plans/0/terms/0/includedSeats: must be a whole number"),
                Arguments.of(terms("\"streams\": -1"), "/plans/0/terms/0: plans.refusal.whole.streams"),
                Arguments.of(terms("\"models\": []"), "/plans/0/terms/0/models: must be a list of texts"),
                Arguments.of(terms("\"models\": [1]"), "/plans/0/terms/0/models: must be a list of texts"),
                Arguments.of(terms("\"cycle\": \"WEEKLY\""), "/plans/0/terms/0/cycle: must be one of"),
                Arguments.of(
                        terms("\"streams\": 1}, {\"currency\": \"eur\", \"summary\": \"S\""),
                        "/plans/0/terms: must say EUR once"),
                Arguments.of("{", "/: is not JSON"),
                Arguments.of("[]", "/: must be an object"),
                Arguments.of("{\"tenants\": [], \"tenants\": []}", "/: is not JSON"),
                Arguments.of("{\"tenant\": []}", "/tenant: unknown field"),
                Arguments.of("{\"a/b~c\": 1}", "/a~1b~0c: unknown field"),
                Arguments.of("{\"tenants\": {}}", "/tenants: must be a list"),
                Arguments.of("{\"tenants\": [1]}", "/tenants/0: must be an object"),
                Arguments.of(provider("\"kind\": \"GOOGLE\""), "/providers/0/kind: must be one of [OPENAI"),
                Arguments.of(provider("\"kind\": 5"), "/providers/0/kind: must be one of"),
                Arguments.of("{\"providers\": [{\"kind\": \"DEMO\"}]}", "/providers/0/name: is missing"),
                Arguments.of(
                        provider("\"kind\": \"OPENAI\", \"baseUrl\": \"ftp://x\""),
                        "/providers/0: models.refusal.baseUrl"),
                Arguments.of(provider("\"kind\": \"OPENAI\""), "/providers/0: models.refusal.baseUrl"),
                Arguments.of(provider("\"kind\": \"DEMO\", \"on\": \"yes\""), "/providers/0/on: must be true or false"),
                Arguments.of(
                        provider("\"kind\": \"DEMO\", \"key\": \"sk-in-clear\""),
                        "/providers/0/key: must be an object"),
                Arguments.of(
                        provider("\"kind\": \"DEMO\", \"key\": {\"env\": \"ABSENT\"}"),
                        "/providers/0/key/env: the environment has no variable ABSENT"),
                Arguments.of(
                        provider("\"kind\": \"DEMO\", \"key\": {\"env\": \"GOOD\", \"file\": \"x\"}"),
                        "/providers/0/key/file: unknown field"),
                Arguments.of(
                        provider("\"kind\": \"DEMO\", \"totalSeconds\": 1.5"),
                        "/providers/0/totalSeconds: must be a whole number"),
                Arguments.of(
                        provider("\"kind\": \"DEMO\", \"totalSeconds\": 99999999999"),
                        "/providers/0/totalSeconds: must be a whole number"),
                Arguments.of(
                        provider("\"kind\": \"DEMO\", \"totalSeconds\": null"),
                        "/providers/0/totalSeconds: must be a whole number"),
                Arguments.of(
                        model("\"contextTokens\": 10, \"mostOutputTokens\": 11"),
                        "/providers/0/models/0: models.refusal.mostOutput"),
                Arguments.of(model("\"contextTokens\": 10"), "/providers/0/models/0/mostOutputTokens: is missing"),
                Arguments.of(
                        price("\"currency\": \"EURO\", \"sell\": {\"input\": 1, \"output\": 1}"),
                        "/providers/0/models/0/prices/0/currency: must be a currency"),
                Arguments.of(price("\"currency\": \"EUR\""), "/providers/0/models/0/prices/0/sell: is missing"),
                Arguments.of(
                        price("\"currency\": \"EUR\", \"sell\": {\"input\": 1}"),
                        "/providers/0/models/0/prices/0/sell: models.refusal.priceMissing"),
                Arguments.of(
                        price("\"currency\": \"EUR\", \"sell\": {\"input\": -1, \"output\": 1}"),
                        "/providers/0/models/0/prices/0/sell: models.refusal.priceNegative"),
                Arguments.of(
                        price("\"currency\": \"EUR\", \"sell\": {\"input\": \"1,5\", \"output\": 1}"),
                        "/providers/0/models/0/prices/0/sell/input: must be an amount"),
                Arguments.of(
                        price(
                                "\"currency\": \"EUR\", \"validFrom\": \"1.1.2026\", \"sell\": {\"input\": 1, \"output\": 1}"),
                        "/providers/0/models/0/prices/0/validFrom: must be an instant"),
                Arguments.of(tenant("\"zone\": \"Europe/Atlantis\""), "/tenants/0/zone: must be a time zone"),
                Arguments.of(tenant("\"locale\": \"tlh\""), "/tenants/0/locale: must be en or zh"),
                Arguments.of(
                        tenant("\"members\": [{\"email\": \"a@t\", \"role\": \"OPERATOR\"}]"),
                        "/tenants/0/members/0/role: must be MEMBER or ADMIN"),
                Arguments.of(
                        tenant(
                                "\"apiKeys\": [{\"name\": \"k\", \"member\": \"b@t\", \"secret\": {\"env\": \"GOOD\"}}]"),
                        "/tenants/0/apiKeys/0/member: no member"),
                Arguments.of(key("\"member\": \"a@t\""), "/tenants/0/apiKeys/0/service: a key is of"),
                Arguments.of(key("\"scopes\": [\"CHAT\", \"ALL\"]"), "/tenants/0/apiKeys/0/scopes: must be a list"),
                Arguments.of(key("\"scopes\": []"), "/tenants/0/apiKeys/0/scopes: must be a list of texts"),
                Arguments.of(key("\"models\": []"), "/tenants/0/apiKeys/0/models: must be a list"),
                Arguments.of(key("\"addresses\": [\"a.example\"]"), "/tenants/0/apiKeys/0: a.example is neither"),
                Arguments.of(key("\"expiresAt\": \"tomorrow\""), "/tenants/0/apiKeys/0/expiresAt: must be an instant"),
                Arguments.of(key("\"budget\": 1"), "/tenants/0/apiKeys/0/budget: unknown field"),
                Arguments.of(tenant("\"credits\": [{\"ref\": \"r\"}]"), "/tenants/0/credits/0/amount: is missing"),
                Arguments.of(
                        tenant("\"credits\": [{\"ref\": \"r\", \"amount\": 0}]"),
                        "/tenants/0/credits/0/amount: must be above zero"),
                Arguments.of(
                        tenant("\"credits\": [{\"ref\": \" \", \"amount\": 1}]"),
                        "/tenants/0/credits/0/ref: must name"),
                Arguments.of(tenant("\"credits\": [{\"amount\": 1}]"), "/tenants/0/credits/0/ref: is missing"));
    }

    private static String key(String more) {
        return tenant(
                "\"apiKeys\": [{\"name\": \"k\", \"service\": \"s\", \"secret\": {\"env\": \"GOOD\"}, " + more + "}]");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_in_one_line_with_its_place(String json, String line) {
        var expected = line.contains(".refusal.") ? said(line) : line;
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(BadProvisionFile.class, bad -> assertThat(bad.problems())
                        .singleElement()
                        .asString()
                        .startsWith(expected)
                        .doesNotContain("\n"));
    }

    @Test
    void all_mistakes_are_told_at_once_and_no_secret_among_them() {
        assertThatThrownBy(
                        () -> read(
                                """
                        {"providers": [{"name": "", "kind": "DEMO", "key": {"env": "GOOD"}, "bar": 1}],
                         "tenants": [{"name": "T", "currency": "x", "members": [{"name": 7}]}]}
                        """))
                .isInstanceOfSatisfying(BadProvisionFile.class, bad -> {
                    assertThat(bad.problems()).hasSize(5);
                    assertThat(bad.getMessage()).contains("/providers/0/bar").doesNotContain("s3cret-of-the-test");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.json", "openai.json"})
    void the_files_that_come_with_the_product_are_right(String name) throws IOException {
        try (var in = FirstRun.class.getResourceAsStream(name)) {
            var json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var file = ProvisionFile.read(name, json, any -> Optional.of("a-secret"));
            var models = file.providers().get(0).models();
            assertThat(models).isNotEmpty().allMatch(model -> model.on().orElse(false));
            assertThat(models).allMatch(model -> !model.prices().isEmpty());
        }
    }

    /** The sentence of a refusal up to its first value. */
    private static String said(String line) {
        int colon = line.indexOf(": ");
        var sentence = ResourceBundle.getBundle("org.tenantry.words.Words", Locale.ROOT)
                .getString(line.substring(colon + 2));
        return line.substring(0, colon + 2) + sentence.replaceAll("[{].*", "");
    }

    private static String provider(String fields) {
        return "{\"providers\": [{\"name\": \"Up\", " + fields + "}]}";
    }

    private static String model(String fields) {
        return provider("\"kind\": \"DEMO\", \"models\": [{\"name\": \"m\", " + fields + "}]");
    }

    private static String price(String fields) {
        return model("\"contextTokens\": 10, \"mostOutputTokens\": 5, \"prices\": [{" + fields + "}]");
    }

    private static String terms(String fields) {
        return "{\"plans\": [{\"name\": \"L\", \"terms\": [{\"currency\": \"EUR\", \"summary\": \"S\", " + fields
                + "}]}]}";
    }

    private static String tenant(String fields) {
        return "{\"tenants\": [{\"name\": \"T\", \"currency\": \"EUR\", " + fields + "}]}";
    }

    private static ProvisionFile read(String json) {
        return ProvisionFile.read("test.json", json, name -> Optional.ofNullable(ENVIRONMENT.get(name)));
    }
}
