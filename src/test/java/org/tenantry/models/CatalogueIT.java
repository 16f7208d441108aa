package org.tenantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.PersonId;
import org.tenantry.values.ProviderId;

/** What is offered, from when, at which price, and how the key of a provider is kept. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CatalogueIT {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String KEY = "sk-canary-0123456789abcdef";

    private final Caller operator =
            new Caller(PersonId.next(), null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, null);

    @Inject
    Catalogue catalogue;

    @Inject
    Providers providers;

    @Inject
    ProviderKeys keys;

    @Inject
    Models models;

    @Inject
    AuditLog audit;

    @Inject
    Shop shop;

    @Inject
    UserTransaction transaction;

    @Test
    void a_model_is_offered_when_it_has_a_price_and_it_and_its_provider_are_on() {
        var provider = provider(KEY);
        var model = model(provider);
        assertThatThrownBy(() -> models.turn(operator, model, true))
                .isInstanceOfSatisfying(
                        InvalidInput.class, refusal -> assertThat(refusal.key()).isEqualTo("models.refusal.noPrice"));
        models.addPrice(operator, model, USD, tag("1", "2"), null);
        assertNotOffered(model, USD);
        models.turn(operator, model, true);
        assertThat(catalogue.offered(model, USD).sell().outputN()).isEqualTo(2_000_000_000L);
        assertThat(catalogue.offered(USD)).extracting(OfferedModel::id).contains(model);
        assertNotOffered(model, EUR);
        providers.turn(operator, provider, false);
        assertNotOffered(model, USD);
        providers.turn(operator, provider, true);
        assertThat(catalogue.offered(model, USD).id()).isEqualTo(model);
        models.turn(operator, model, false);
        assertNotOffered(model, USD);
    }

    @Test
    void a_new_price_counts_at_once_and_the_old_one_still_settles_what_began_with_it() {
        var model = offered("1", "2");
        var before = catalogue.offered(model, USD);
        models.addPrice(operator, model, USD, tag("3", "4"), tag("1", "1"));
        var after = catalogue.offered(model, USD);
        assertThat(after.priceVersion()).isNotEqualTo(before.priceVersion());
        assertThat(after.sell().inputN()).isEqualTo(3_000_000_000L);
        assertThat(after.buy().inputN()).isEqualTo(1_000_000_000L);
        assertThat(catalogue.prices(before.priceVersion()).sell()).isEqualTo(before.sell());
        assertThat(catalogue.prices(before.priceVersion()).buy()).isNull();
    }

    @Test
    void a_price_of_the_future_waits_and_one_of_the_past_is_refused() {
        var model = offered("1", "2");
        var now = Instant.now();
        models.addPrice(operator, model, USD, now.plus(1, ChronoUnit.DAYS), tag("9", "9"), null);
        assertThat(catalogue.offered(model, USD).sell().inputN()).isEqualTo(1_000_000_000L);
        assertThatThrownBy(
                        () -> models.addPrice(operator, model, USD, now.minus(1, ChronoUnit.DAYS), tag("9", "9"), null))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(
                        () -> models.addPrice(operator, model, USD, now.plus(1, ChronoUnit.DAYS), tag("8", "8"), null))
                .isInstanceOf(InvalidInput.class);
        assertThat(models.prices(operator, model)).hasSize(2);
    }

    @Test
    void a_change_that_is_rolled_back_is_never_seen() throws Exception {
        var model = offered("1", "2");
        transaction.begin();
        models.turn(operator, model, false);
        assertThat(catalogue.offered(model, USD).id()).isEqualTo(model);
        transaction.rollback();
        assertThat(catalogue.offered(model, USD).id()).isEqualTo(model);
        transaction.begin();
        models.turn(operator, model, false);
        transaction.commit();
        assertNotOffered(model, USD);
    }

    @Test
    void what_another_node_changed_is_seen_within_two_seconds() throws InterruptedException {
        var model = offered("1", "2");
        assertThat(catalogue.offered(model, USD).id()).isEqualTo(model);
        shop.run("UPDATE model SET state = 'OFF' WHERE id = ?", model.value());
        Thread.sleep(2_100);
        assertNotOffered(model, USD);
    }

    @Test
    void the_key_opens_for_a_call_and_stands_nowhere_in_clear() {
        var provider = provider(KEY);
        var model = model(provider);
        models.addPrice(operator, model, USD, tag("1", "2"), null);
        models.turn(operator, model, true);
        assertThat(endpoint(model).key()).isEqualTo(KEY);
        assertThat(endpoint(model).toString()).doesNotContain(KEY);
        assertThat(shop.number(
                        "SELECT COUNT(*) FROM provider_key WHERE sealed_key LIKE 'v1:%' AND provider_id = ?",
                        provider.value()))
                .isEqualTo(1);
        assertThat(shop.found("https://canary.example/v1")).isNotEmpty();
        assertThat(shop.found(KEY)).isEmpty();
        providers.change(operator, provider, form(), "");
        assertThat(endpoint(model).key()).isEqualTo(KEY);
        providers.change(operator, provider, form(), "sk-another-one");
        assertThat(endpoint(model).key()).isEqualTo("sk-another-one");
        keys.delete(operator, provider, keys.list(operator, provider).get(0).id());
        assertThat(endpoint(model).key()).isEmpty();
    }

    @Test
    void a_sealed_key_does_not_open_in_the_row_of_another_provider() {
        var first = provider(KEY);
        var second = provider("sk-second-key");
        assertThat(providers.endpoint(operator, second).key()).isEqualTo("sk-second-key");
        shop.run(
                "UPDATE provider_key a, provider_key b SET b.sealed_key = a.sealed_key WHERE a.provider_id = ? AND b.provider_id = ?",
                first.value(),
                second.value());
        assertThatThrownBy(() -> providers.endpoint(operator, second)).hasRootCauseInstanceOf(Exception.class);
        assertThatThrownBy(() -> catalogue.keysOpen()).isInstanceOf(Exception.class);
        shop.run("DELETE FROM provider_key WHERE provider_id = ?", second.value());
        assertThat(catalogue.keysOpen()).isTrue();
    }

    @Test
    void nobody_but_an_operator_changes_the_catalogue() {
        var admin = shop.customer(0);
        var provider = provider(KEY);
        assertThatThrownBy(() -> providers.list(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> providers.endpoint(admin, provider)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> providers.add(admin, ProviderKind.OPENAI, form(), KEY))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> models.list(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> models.addListed(admin, provider, List.of("x")))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void each_change_is_on_record_without_its_key() {
        var provider = provider(KEY);
        providers.change(operator, provider, form(), KEY);
        var events = audit.events(AuditLog.OPERATOR, 0, 2);
        assertThat(events).extracting(event -> event.act()).containsExactly("provider.change", "provider.add");
        assertThat(events)
                .allMatch(event -> event.person().equals(operator.person().value()));
        assertThat(events).noneMatch(event -> event.detail().contains(KEY));
    }

    @Test
    void a_name_is_given_once() {
        var provider = provider(KEY);
        var name = providers.get(operator, provider).name();
        var same = ProviderForm.of(name.toUpperCase(Locale.ROOT), "https://other.example");
        assertThatThrownBy(() -> providers.add(operator, ProviderKind.OLLAMA, same, ""))
                .isInstanceOf(InvalidInput.class);
        models.addListed(operator, provider, List.of("m-" + provider, "n-" + provider));
        var other = provider(KEY);
        models.addListed(operator, other, List.of("m-" + provider));
        assertThat(models.list(operator))
                .filteredOn(model -> model.provider().equals(other))
                .singleElement()
                .satisfies(model -> {
                    assertThat(model.upstreamName()).isEqualTo("m-" + provider);
                    assertThat(model.name()).startsWith("m-" + provider + "@");
                    assertThat(model.isOn()).isFalse();
                });
    }

    @Test
    void a_model_that_is_gone_from_the_offer_keeps_its_label() {
        var model = offered("1", "2");
        models.turn(operator, model, false);
        assertThat(catalogue.labels(List.of(model, ModelId.next()))).containsOnlyKeys(model);
    }

    private void assertNotOffered(ModelId model, Currency currency) {
        assertThatThrownBy(() -> catalogue.offered(model, currency)).isInstanceOf(ModelNotOffered.class);
        assertThat(catalogue.offered(currency)).extracting(OfferedModel::id).doesNotContain(model);
    }

    private ModelId offered(String input, String output) {
        var model = model(provider(""));
        models.addPrice(operator, model, USD, tag(input, output), null);
        models.turn(operator, model, true);
        return model;
    }

    private Endpoint endpoint(ModelId model) {
        return catalogue.reach(model).keys().get(0).endpoint();
    }

    private ProviderId provider(String key) {
        return providers.add(operator, ProviderKind.OPENAI, form(), key);
    }

    private static ProviderForm form() {
        return ProviderForm.of("P-" + Ids.next(), "https://canary.example/v1");
    }

    private ModelId model(ProviderId provider) {
        var name = "m-" + Ids.next();
        return models.add(
                operator,
                provider,
                name,
                name,
                new ModelForm(name, ModelKind.CHAT, "estimate", 1000, 100, Capabilities.NONE));
    }

    private static PriceTag tag(String input, String output) {
        return new PriceTag(new BigDecimal(input), null, null, new BigDecimal(output));
    }
}
