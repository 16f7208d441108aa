package org.tenantry.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.Ledger;
import org.tenantry.models.Capabilities;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Plans;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyForm;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.tenancy.Keyring;
import org.tenantry.tenancy.People;
import org.tenantry.tenancy.SignIns;
import org.tenantry.tenancy.Tenants;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.Refusal;

/** Applying a provisioning file: all or nothing, and the second time nothing. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProvisioningIT {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String FILE =
            """
            {"providers": [{"name": "P-@", "kind": "OPENAI", "baseUrl": "https://p.example/v1", "key": {"env": "KEY"},
               "keys": [{"label": "second", "secret": {"env": "KEY"}, "weight": 3, "on": false}],
               "models": [{"name": "m-@", "label": "M @", "contextTokens": 1000, "mostOutputTokens": 100, "on": true,
                 "prices": [
                   {"currency": "EUR", "validFrom": "2026-01-01T00:00:00Z", "sell": {"input": 1, "output": 2}},
                   {"currency": "EUR", "validFrom": "2026-02-01T00:00:00Z", "sell": {"input": "3.5", "output": 4}},
                   {"currency": "USD", "sell": {"input": 5, "output": 6}, "buy": {"input": 1, "output": 1}}]}]}],
             "plans": [{"name": "L-@", "place": 3, "terms": [
               {"currency": "EUR", "summary": "Small", "baseFee": "49.50", "models": ["m-@"], "streams": 2},
               {"currency": "USD", "summary": "Small", "baseFee": 55}]}],
             "tenants": [{"name": "T-@", "currency": "EUR", "zone": "Asia/Shanghai", "locale": "zh",
               "members": [{"email": "a-@@t.example", "name": "A", "role": "ADMIN", "password": {"env": "PASSWORD"}},
                           {"email": "b-@@t.example", "locale": "en", "password": {"env": "PASSWORD"}}],
               "apiKeys": [{"name": "ci", "member": "b-@@t.example", "secret": {"env": "SECRET"}},
                 {"name": "prod", "service": "Crawler", "secret": {"env": "SECOND"}, "scopes": ["CHAT", "MANAGE_READ"],
                  "models": ["m-@"], "addresses": ["10.0.0.0/8"], "expiresAt": "2199-01-01T00:00:00Z"}],
               "credits": [{"ref": "welcome", "amount": "12.5"}, {"ref": "more", "kind": "PAID", "amount": 7}]}]}
            """;

    private static final Caller OPERATOR =
            new Caller(null, null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);

    private final String mark = Ids.next().toString();
    private final Map<String, String> environment = Map.of(
            "KEY",
            "sk-canary-of-provisioning",
            "PASSWORD",
            "canary password 1",
            "SECRET",
            "sk-" + mark.substring(28) + "_0123456789012345678901234567890123canary",
            "SECOND",
            "sk-" + mark.substring(27, 35) + "_0123456789012345678901234567890123canary");

    @Inject
    Provisioning provisioning;

    @Inject
    Catalogue catalogue;

    @Inject
    Plans plans;

    @Inject
    Tenants tenants;

    @Inject
    People people;

    @Inject
    SignIns signIns;

    @Inject
    ApiKeys apiKeys;

    @Inject
    Keyring keyring;

    @Inject
    Ledger ledger;

    @Inject
    Shop shop;

    @Test
    void everything_that_a_file_names_is_there_and_a_second_time_changes_nothing() {
        apply(FILE);
        var model = catalogue.offered(EUR).stream()
                .filter(offered -> offered.name().equals("m-" + mark))
                .findFirst()
                .orElseThrow();
        assertThat(model.sell().inputN()).isEqualTo(3_500_000_000L);
        assertThat(catalogue.reach(model.id()).keys().get(0).endpoint().key()).isEqualTo("sk-canary-of-provisioning");
        assertThat(shop.rows(
                        "SELECT k.label, k.weight, k.state FROM provider_key k JOIN provider p ON p.id = k.provider_id"
                                + " WHERE p.name = ? ORDER BY k.label",
                        "P-" + mark))
                .containsExactly("main | 1 | ON", "second | 3 | OFF");
        assertThat(catalogue.offered(Currency.getInstance("USD")))
                .extracting(OfferedModel::name)
                .contains("m-" + mark);
        var tenant = tenants.find("T-" + mark).orElseThrow();
        assertThat(ledger.wallet(tenant).available().nanos()).isEqualTo(19_500_000_000L);
        assertThat(apiKeys.exists(tenant, "ci")).isTrue();
        assertThat(keyring.open(environment.get("SECRET"), "192.0.2.1").scopes())
                .isEqualTo(KeyForm.USUAL);
        var crawler = keyring.open(environment.get("SECOND"), "10.1.2.3");
        assertThat(crawler.scopes()).containsExactlyInAnyOrder(KeyScope.CHAT, KeyScope.MANAGE_READ);
        assertThat(crawler.models()).containsExactly(model.id());
        var admitted = signIns.check("a-" + mark + "@t.example", "canary password 1");
        assertThat(people.find("a-" + mark + "@t.example")).contains(admitted.person());

        var before = shop.contents();
        assertThat(before).hasSizeGreaterThan(10);
        apply(FILE);
        assertThat(shop.contents()).isEqualTo(before);

        var fresh = apiKeys.rotate(acting(crawler.caller()), crawler.id(), Duration.ZERO);
        apply(FILE.replace("10.0.0.0/8", "11.0.0.0/8"));
        assertThat(keyring.open(fresh.secret(), "11.1.2.3").id())
                .as("a secret that was replaced by hand stays, and what the key is for follows the file")
                .isEqualTo(crawler.id());
        apiKeys.revoke(acting(crawler.caller()), crawler.id());
        apply(FILE);
        assertThatThrownBy(() -> keyring.open(fresh.secret(), "10.1.2.3")).hasMessage("tenancy.refusal.key");
    }

    private static Caller acting(Caller as) {
        return new Caller(
                as.person(), as.tenant(), as.member(), true, false, as.locale(), as.zone(), as.currency(), as.apiKey());
    }

    @Test
    void rules_names_and_strength_are_there_and_a_second_time_changes_nothing() {
        var file = FILE.replace("\"contextTokens\": 1000", "\"strength\": 5, \"contextTokens\": 1000")
                .replace(
                        "\"tenants\":",
                        """
                        "routing": {"aliases": [{"name": "n-@", "model": "m-@"}], "rules": [
                          {"name": "R-@", "when": {"keywords": ["w-@"]}, "alias": "n-@"},
                          {"name": "S-@", "when": {"keywords": ["w-@"]}, "model": "m-@", "on": false}]}, "tenants":""");
        apply(file);
        assertThat(shop.rows(
                        "SELECT aim, alias, enabled FROM routing_rule WHERE name LIKE ? ORDER BY place", "_-" + mark))
                .containsExactly("ALIAS | n-" + mark + " | 1", "MODEL | null | 0");
        assertThat(shop.number("SELECT strength FROM model WHERE name = ?", "m-" + mark))
                .isEqualTo(5);
        var before = shop.contents();
        apply(file);
        assertThat(shop.contents()).isEqualTo(before);
        apply(file.replace("\"alias\": \"n-@\"", "\"to\": \"STRONGEST\""));
        assertThat(shop.rows("SELECT aim, enabled FROM routing_rule WHERE name = ?", "R-" + mark))
                .containsExactly("STRONGEST | 1");
        shop.run("DELETE FROM routing_rule WHERE name LIKE ?", "_-" + mark);
        shop.run("DELETE FROM model_alias WHERE name = ?", "n-" + mark);
    }

    @Test
    void no_secret_of_the_file_stands_in_the_database() {
        apply(FILE);
        assertThat(shop.found("P-" + mark)).isNotEmpty();
        assertThat(shop.found("canary-of-provisioning")).isEmpty();
        assertThat(shop.found("canary password 1")).isEmpty();
        assertThat(shop.found("23canary")).isEmpty();
    }

    @Test
    void what_the_file_says_replaces_what_was_said_before() {
        apply(FILE);
        apply(FILE.replace("M @", "Renamed").replace("\"on\": true", "\"on\": false"));
        assertThat(shop.found("Renamed")).isNotEmpty();
        assertThat(catalogue.offered(EUR)).extracting(OfferedModel::name).doesNotContain("m-" + mark);
    }

    @Test
    void what_a_model_can_do_stays_as_the_operator_said_unless_the_file_says_it() {
        var here = "\"contextTokens\"";
        apply(FILE.replace(here, "\"upstreamName\": \"gpt-4o\", " + here));
        assertThat(can()).as("by its name").hasToString("images tools json");
        apply(FILE.replace(here, "\"upstreamName\": \"gpt-4o\", \"capabilities\": [\"reasoning\"], " + here));
        assertThat(can()).as("by the file").hasToString("reasoning");
        apply(FILE.replace(here, "\"upstreamName\": \"gpt-4o\", " + here));
        assertThat(can()).as("as it is").hasToString("reasoning");
    }

    private Capabilities can() {
        return catalogue.offered(EUR).stream()
                .filter(offered -> offered.name().equals("m-" + mark))
                .findFirst()
                .orElseThrow()
                .can();
    }

    @Test
    void a_price_is_never_edited_and_nothing_else_of_the_file_is_applied() {
        apply(FILE);
        var before = shop.contents();
        var changed = FILE.replace("\"3.5\"", "\"3.6\"").replace("https://p.example/v1", "https://other.example/v1");
        assertThatThrownBy(() -> apply(changed))
                .isInstanceOfSatisfying(BadProvisionFile.class, bad -> assertThat(bad.problems())
                        .singleElement()
                        .asString()
                        .startsWith("/providers/0/models/0/prices/1: There is already a price"));
        assertThat(shop.contents()).isEqualTo(before);
        assertThat(catalogue.offered(EUR)).extracting(OfferedModel::name).contains("m-" + mark);
    }

    @Test
    void a_plan_is_put_on_sale_and_other_terms_are_its_next_version() {
        apply(FILE);
        var first = plan();
        assertThat(first.place()).isEqualTo(3);
        assertThat(first.offered()).isTrue();
        assertThat(first.onSale())
                .extracting(Terms::number, terms -> terms.baseFee().toString())
                .containsExactly(tuple(1, "49.5 EUR"), tuple(2, "55 USD"));
        assertThat(first.onSale().get(0).models()).hasSize(1);
        assertThat(first.onSale().get(1).everyModel()).isTrue();

        apply(FILE.replace("\"place\": 3", "\"place\": 4, \"on\": false").replace("49.50", "59"));
        var second = plan();
        assertThat(second.place()).isEqualTo(4);
        assertThat(second.offered()).isFalse();
        assertThat(second.onSale())
                .extracting(Terms::number, terms -> terms.baseFee().toString())
                .containsExactly(tuple(3, "59 EUR"), tuple(2, "55 USD"));
        assertThat(plans.history(OPERATOR, second.id())).hasSize(3);
    }

    @Test
    void a_plan_of_an_unknown_model_is_told_with_its_place_and_keeps_its_audience() {
        var before = shop.contents();
        assertThatThrownBy(() -> apply(FILE.replace("[\"m-@\"]", "[\"nobody\"]")))
                .isInstanceOf(BadProvisionFile.class)
                .hasMessageContaining("/plans/0/terms/0: There is no model called nobody");
        assertThat(shop.contents()).isEqualTo(before);
        apply(FILE);
        assertThatThrownBy(() -> apply(FILE.replace("\"place\": 3", "\"audience\": \"PERSON\", \"place\": 3")))
                .isInstanceOf(BadProvisionFile.class)
                .hasMessageContaining("/plans/0: ");
    }

    @Test
    void a_tenant_keeps_its_currency() {
        apply(FILE);
        assertThatThrownBy(
                        () -> apply(FILE.replace("\"T-@\", \"currency\": \"EUR\"", "\"T-@\", \"currency\": \"CNY\"")))
                .isInstanceOf(BadProvisionFile.class)
                .hasMessageContaining("/tenants/0: ");
    }

    @Test
    void a_mistake_at_the_end_leaves_nothing_of_the_beginning() {
        var before = shop.contents();
        assertThatThrownBy(() -> apply(FILE.replace(
                        "\"locale\": \"en\", \"password\": {\"env\": \"PASSWORD\"}", "\"locale\": \"en\"")))
                .isInstanceOf(BadProvisionFile.class)
                .hasMessageContaining("/tenants/0/members/1: ");
        assertThat(shop.contents()).isEqualTo(before);
    }

    @Test
    void the_operators_password_of_the_configuration_counts() {
        var email = "op-" + mark + "@t.example";
        assertThat(people.appointOperator(email, "first password")).isTrue();
        assertThat(people.appointOperator(email, "first password")).isFalse();
        assertThat(signIns.check(email, "first password")).isNotNull();
        assertThat(people.appointOperator(email, "second password")).isTrue();
        assertThatThrownBy(() -> signIns.check(email, "first password")).isInstanceOf(Refusal.class);
        assertThat(signIns.check(email, "second password")).isNotNull();
    }

    private Plans.PlanRow plan() {
        return plans.list(OPERATOR).stream()
                .filter(row -> row.name().equals("L-" + mark))
                .findFirst()
                .orElseThrow();
    }

    private void apply(String file) {
        provisioning.apply(
                "test.json",
                ProvisionFile.read(
                        "test.json",
                        file.replace("@@", mark + "#").replace("@", mark).replace("#", "@"),
                        name -> Optional.ofNullable(environment.get(name))));
    }
}
