package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.models.ModelForm;
import org.tenantry.models.Models;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.People;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Refusal;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** Local counts beside the provider's, and what is learnt from them. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccuracyIT {
    @Inject
    Shop shop;

    @Inject
    Meter meter;

    @Inject
    Accuracy accuracy;

    @Inject
    AccuracyClock clock;

    @Inject
    Models models;

    @Inject
    People people;

    @AfterEach
    void real() {
        PlayedClock.real();
    }

    @Test
    void errors_are_told_for_each_side_and_span_and_for_short_texts_apart() {
        PlayedClock.at("2031-03-01T00:00:00Z");
        var model = model("o200k_base");
        var caller = shop.customer(1_000_000_000_000L);
        calls(caller, model, 3, 1_000, TokenUsage.of(1_010, 200), 198);
        PlayedClock.at("2031-03-20T00:00:00Z");
        calls(caller, model, 2, 1_000, TokenUsage.of(1_000, 200), 200);
        calls(caller, model, 4, 20, TokenUsage.of(21, 50), 49);
        calls(caller, model, 1, 1_000, null, 100);
        calls(caller, model, 1, 1_000, new TokenUsage(1_000, 0, 0, 300, 100), 200);
        var row = row(model);
        assertThat(row.kind()).isEqualTo(Accuracy.Kind.COUNTED);
        assertThat(row.week().input().full()).isEqualTo(new Drift(3, 3_000, 0, 0));
        assertThat(row.week().input().brief()).isEqualTo(new Drift(4, 84, -4, 4));
        assertThat(row.week().output().full()).isEqualTo(new Drift(2, 400, 0, 0));
        assertThat(row.month().input().full()).isEqualTo(new Drift(6, 6_030, -30, 30));
        assertThat(row.month().output().full()).isEqualTo(new Drift(5, 1_000, -6, 6));
        assertThat(row.month().output().brief()).isEqualTo(new Drift(4, 200, -4, 4));
        assertThat(row.month().input().full().signedBasisPoints()).isEqualTo(-50);
        assertThat(row.isOff()).isFalse();
        PlayedClock.at("2031-05-20T00:00:00Z");
        assertThat(accuracy.list(operator())).noneMatch(one -> one.id().equals(model.id()));
    }

    @Test
    void a_provider_that_is_not_believed_does_not_count() {
        PlayedClock.at("2031-03-20T00:00:00Z");
        var model = model("o200k_base");
        var caller = shop.customer(1_000_000_000_000L);
        calls(caller, model, 1, 1_000, TokenUsage.of(1_000, 200), 200);
        calls(caller, model, 5, 1_000, TokenUsage.of(9_000_000, 200), 200);
        assertThat(row(model).week().input().full().calls()).isEqualTo(1);
    }

    @Test
    void an_estimated_or_built_in_model_is_shown_as_such_and_never_alarms() {
        PlayedClock.at("2031-03-20T00:00:00Z");
        var estimated = model("estimate");
        var missing = model("file:no-such-file");
        var demo = model("o200k_base");
        shop.run(
                "UPDATE provider p JOIN model m ON m.provider_id = p.id SET p.kind = 'DEMO' WHERE m.id = ?",
                demo.id().value());
        var caller = shop.customer(1_000_000_000_000L);
        for (var model : new OfferedModel[] {estimated, missing, demo}) {
            calls(caller, model, 51, 1_000, TokenUsage.of(1_100, 200), 200);
            assertThat(row(model).kind()).isEqualTo(model == demo ? Accuracy.Kind.DEMO : Accuracy.Kind.ESTIMATED);
            assertThat(row(model).isOff()).isFalse();
            assertThat(row(model).isAlarm()).isFalse();
            assertThat(row(model).hasProposal()).isFalse();
        }
    }

    @Test
    void a_model_that_is_off_is_told_to_the_operator_once_a_week() {
        PlayedClock.at("2031-03-19T00:00:00Z");
        var model = model("o200k_base");
        var caller = shop.customer(1_000_000_000_000L);
        calls(caller, model, 49, 1_000, TokenUsage.of(1_030, 200), 200);
        PlayedClock.at("2031-03-20T00:00:00Z");
        assertThat(row(model).isOff()).isTrue();
        clock.daily();
        assertThat(told(model)).isZero();
        calls(caller, model, 1, 1_000, TokenUsage.of(1_030, 200), 200);
        PlayedClock.at("2031-03-21T00:00:00Z");
        clock.daily();
        long readers = told(model);
        assertThat(readers).isPositive();
        clock.daily();
        PlayedClock.at("2031-03-22T00:00:00Z");
        clock.daily();
        assertThat(told(model)).isEqualTo(readers);
        PlayedClock.at("2031-03-25T00:00:00Z");
        clock.daily();
        assertThat(told(model)).isEqualTo(2 * readers);
        assertThat(shop.rows("SELECT body FROM notice WHERE once_key LIKE ? LIMIT 1", "accuracy:" + model.id() + "%"))
                .allSatisfy(body -> assertThat(body).contains("2.91", "50"));
    }

    @Test
    void a_fixed_difference_is_learnt_by_the_operator_s_click_and_can_be_forgotten() {
        PlayedClock.at("2031-03-20T00:00:00Z");
        var model = model("o200k_base");
        var caller = shop.customer(1_000_000_000_000L);
        var operator = operator();
        assertThatThrownBy(() -> accuracy.learn(operator, model.id())).isInstanceOf(Refusal.class);
        calls(caller, model, 19, 150, TokenUsage.of(157, 200), 200);
        PlayedClock.at("2031-03-20T00:01:00Z");
        assertThatThrownBy(() -> accuracy.learn(operator, model.id())).isInstanceOf(Refusal.class);
        calls(caller, model, 3, 150, TokenUsage.of(157, 200), 200);
        PlayedClock.at("2031-03-20T00:02:00Z");
        var proposal = row(model).proposal();
        assertThat(proposal.total()).isEqualTo(7);
        assertThat(proposal.before().basisPoints()).isEqualTo(446);
        assertThat(proposal.after().basisPoints()).isZero();

        accuracy.learn(operator, model.id());
        var changed = models.get(operator, model.id());
        assertThat(changed.countOffset()).isEqualTo(7);
        assertThat(row(model).offset()).isEqualTo(7);
        assertThat(row(model).month().calls())
                .as("earlier calls were counted otherwise")
                .isZero();
        assertThatThrownBy(() -> accuracy.learn(operator, model.id())).isInstanceOf(Refusal.class);
        assertThat(shop.rows("SELECT detail FROM audit_event WHERE act = 'model.offset' AND subject = ?", model.name()))
                .containsExactly("0 -> 7 tokens a call");

        accuracy.forget(operator, model.id());
        assertThat(models.get(operator, model.id()).countOffset()).isZero();
        models.countOffset(operator, model.id(), -12);
        models.change(operator, model.id(), form(models.get(operator, model.id()), "cl100k_base"));
        assertThat(models.get(operator, model.id()).countOffset())
                .as("another tokenizer")
                .isZero();
    }

    @Test
    void nobody_but_the_operator_reads_or_changes_it_and_no_offset_is_too_large() {
        var model = model("o200k_base");
        var admin = shop.customer(0);
        assertThatThrownBy(() -> accuracy.list(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> accuracy.learn(admin, model.id())).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> accuracy.forget(admin, model.id())).isInstanceOf(Forbidden.class);
        var operator = operator();
        for (int wrong : new int[] {1_001, -1_001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> models.countOffset(operator, model.id(), wrong))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThat(model.adjusted(5)).isEqualTo(5);
    }

    private Accuracy.Row row(OfferedModel model) {
        return accuracy.list(operator()).stream()
                .filter(row -> row.id().equals(model.id()))
                .findFirst()
                .orElseThrow();
    }

    private long told(OfferedModel model) {
        return shop.rows("SELECT id FROM notice WHERE once_key LIKE ?", "accuracy:" + model.id() + "%")
                .size();
    }

    /** Calls a second apart from now on, the last of them not later than any that follows. */
    private void calls(Caller caller, OfferedModel model, int times, long prompt, TokenUsage told, long output) {
        for (int i = 0; i < times; i++) {
            var id = RequestId.next();
            Retry.transaction(() -> meter.hold(
                    caller,
                    new Wish(
                            id,
                            Wish.Origin.CHAT,
                            model,
                            prompt,
                            !model.tokenizer().startsWith("e"),
                            1_000,
                            "k" + Ids.next(),
                            "body",
                            null)));
            Retry.transaction(() -> meter.end(id, new Meter.Ended(CallEnd.DONE, told, output, null)));
        }
    }

    /** A model of a provider that is off, so that nobody else comes across it. */
    private OfferedModel model(String tokenizer) {
        var model = shop.model("1", "1");
        shop.run(
                "UPDATE provider p JOIN model m ON m.provider_id = p.id SET p.kind = 'OPENAI', p.state = 'OFF',"
                        + " m.tokenizer = ?, m.label = ? WHERE m.id = ?",
                tokenizer,
                "Accuracy " + model.id(),
                model.id().value());
        return new OfferedModel(
                model.id(),
                model.name(),
                model.upstreamName(),
                model.label(),
                model.provider(),
                model.kind(),
                tokenizer,
                model.contextTokens(),
                model.mostOutputTokens(),
                model.can(),
                model.priceVersion(),
                model.sell(),
                model.buy(),
                0,
                model.purpose());
    }

    private static ModelForm form(org.tenantry.models.Model model, String tokenizer) {
        var form = model.form();
        return new ModelForm(
                form.label(), form.kind(), tokenizer, form.contextTokens(), form.mostOutputTokens(), form.can());
    }

    private Caller operator() {
        var person = people.create("op-" + Ids.next() + "@test.example", "Operator", "correct horse battery", false);
        return new Caller(person, null, null, false, true, Locale.ENGLISH, ZoneOffset.UTC, USD);
    }
}
