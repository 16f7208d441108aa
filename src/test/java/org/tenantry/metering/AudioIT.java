package org.tenantry.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.ledger.InsufficientCredit;
import org.tenantry.models.Capabilities;
import org.tenantry.models.Catalogue;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.ModelNotOffered;
import org.tenantry.models.Models;
import org.tenantry.models.OfferedModel;
import org.tenantry.models.PriceTag;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Price;
import org.tenantry.values.RequestId;
import org.tenantry.values.Retry;
import org.tenantry.values.TokenUsage;

/** The second kind of price, by the minute of audio, from the hold to the books. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AudioIT {
    /** 0.006 a minute. */
    private static final long MINUTE_N = 6_000_000;

    @Inject
    Shop shop;

    @Inject
    Meter meter;

    @Inject
    Models models;

    @Inject
    Providers providers;

    @Inject
    Catalogue catalogue;

    @Inject
    Budgets budgets;

    @Inject
    UsageReport usage;

    @Inject
    RequestLog log;

    private final Caller operator =
            new Caller(null, null, null, false, true, Locale.ENGLISH, java.time.ZoneOffset.UTC, null);

    @Test
    void a_minute_is_paid_by_the_millisecond_and_rounded_up_once() {
        var caller = shop.customer(1_000_000_000_000L);
        var model = whisper();
        // measured here, told by the provider (0: nothing), paid, in nano
        long[][] table = {
            {0, 0, 0, 0},
            {1, 0, 1, 100},
            {1, 1_000, 1_000, 100_000},
            {59_999, 0, 59_999, 5_999_900},
            {59_999, 60_000, 60_000, MINUTE_N},
            {60_000, 60_000, 60_000, MINUTE_N},
            {7_200_001, 7_200_001, 7_200_001, 720_000_100},
            {600_000, 660_000, 660_000, 66_000_000},
            {600_000, 660_001, 600_000, 60_000_000},
            {600_000, 1_000, 1_000, 100_000},
            {600_000, 1_000_000_000_000L, 600_000, 60_000_000},
        };
        for (var row : table) {
            var hold = meter.hold(caller, wish(model, row[0]));
            var told = row[1] == 0 ? null : TokenUsage.audio(row[1]);
            var receipt = meter.end(hold.id(), new Meter.Ended(CallEnd.DONE, told, 0, null));
            assertThat(receipt.usage())
                    .as("%d measured, %d told", row[0], row[1])
                    .isEqualTo(TokenUsage.audio(row[2]));
            assertThat(receipt.charge().nanos())
                    .as("%d measured, %d told", row[0], row[1])
                    .isEqualTo(row[3]);
            assertThat(hold.amount().nanos()).isGreaterThanOrEqualTo(row[3]);
        }
        var from = java.time.Instant.EPOCH;
        var sums = usage.total(caller, UsageReport.Of.TENANT, from, java.time.Instant.parse("2100-01-01T00:00:00Z"));
        assertThat(sums.tokens()).isZero();
        assertThat(sums.audioMillis()).isEqualTo(9_242_001);
    }

    @Test
    void a_file_that_does_not_tell_its_length_is_held_for_the_most_and_paid_as_told_or_as_most_files_are() {
        var caller = shop.customer(1_000_000_000_000L);
        var model = whisper();
        // the most that is in it, told by the provider (0: nothing), paid, flagged
        long[][] table = {
            {0, 0, 0, 0},
            {1, 0, 1, 0},
            {26_214_400, 0, 6_553_600, 0},
            {26_214_400, 60_000, 60_000, 0},
            {26_214_400, 26_214_400, 26_214_400, 0},
            {26_214_400, 26_214_401, 6_553_600, 1},
        };
        for (var row : table) {
            var wish = wish(model, row[0]);
            var hold = meter.hold(
                    caller,
                    new Wish(
                            wish.id(), wish.origin(), model, 0, false, 0, wish.idempotencyKey(), "body", null, row[0]));
            var told = row[1] == 0 ? null : TokenUsage.audio(row[1]);
            var receipt = meter.end(hold.id(), new Meter.Ended(CallEnd.DONE, told, 0, null));
            assertThat(receipt.usage()).as("%d, %d told", row[0], row[1]).isEqualTo(TokenUsage.audio(row[2]));
            assertThat(receipt.estimated()).isEqualTo(row[1] == 0 || row[3] == 1);
            var explained = log.explain(caller, hold.id().value());
            assertThat(explained.audio()).isTrue();
            assertThat(explained.localExact()).isFalse();
            assertThat(explained.localAudioMillis()).isEqualTo(row[0]);
            assertThat(explained.buckets())
                    .extracting(bucket -> bucket.kind() + " " + bucket.tokens() + " "
                            + bucket.price().nanos() + " " + bucket.amount().nanos())
                    .containsExactly("AUDIO " + row[2] + " " + MINUTE_N + " " + row[2] * 100);
            assertThat(explained.full()).isEqualTo(receipt.charge());
        }
    }

    @Test
    void what_did_not_come_is_not_paid() {
        var caller = shop.customer(1_000_000_000L);
        var model = whisper();
        for (var end : new CallEnd[] {CallEnd.FAILED, CallEnd.CUT, CallEnd.STOPPED, CallEnd.CRASHED}) {
            var hold = meter.hold(caller, wish(model, 60_000));
            var receipt = meter.end(hold.id(), new Meter.Ended(end, null, 0, "UNREACHABLE"));
            assertThat(receipt.charged()).as(end.name()).isFalse();
        }
    }

    @Test
    void a_small_wallet_holds_no_more_than_it_has_however_many_ask_at_once() throws Exception {
        var model = whisper();
        long one = MINUTE_N * 66 / 60; // a minute and a tenth
        var caller = shop.customer(3 * one);
        var tasks = new ArrayList<Callable<Object>>();
        for (int i = 0; i < 8; i++) {
            tasks.add(() -> {
                try {
                    return Retry.transaction(() -> meter.hold(caller, wish(model, 60_000)));
                } catch (InsufficientCredit refused) {
                    return refused;
                }
            });
        }
        var pool = Executors.newFixedThreadPool(8);
        try {
            long held = 0;
            for (var done : pool.invokeAll(tasks)) {
                if (done.get() instanceof Hold hold) {
                    held++;
                    meter.end(hold.id(), new Meter.Ended(CallEnd.DONE, TokenUsage.audio(66_000), 0, null));
                }
            }
            assertThat(held).isEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void budgets_in_money_count_audio_and_budgets_in_tokens_do_not() {
        var model = whisper();
        var caller = shop.customer(1_000_000_000L);
        budgets.set(caller, Optional.empty(), Budget.Unit.TOKENS, Budget.Span.MONTH, Optional.empty(), Optional.of(1L));
        var hold = meter.hold(caller, wish(model, 60_000));
        meter.end(hold.id(), new Meter.Ended(CallEnd.DONE, null, 0, null));
        budgets.set(
                caller,
                Optional.empty(),
                Budget.Unit.MONEY,
                Budget.Span.MONTH,
                Optional.empty(),
                Optional.of(2 * MINUTE_N));
        assertThatThrownBy(() -> meter.hold(caller, wish(model, 60_000))).isInstanceOf(BudgetReached.class);
    }

    @Test
    void a_model_is_priced_by_what_its_kind_counts() {
        var provider = provider();
        var sound = models.add(
                operator,
                provider,
                name(),
                "whisper-1",
                new ModelForm("Sound", ModelKind.TRANSCRIPTION, "estimate", 1, 1, Capabilities.NONE));
        var vectors = models.add(
                operator,
                provider,
                name(),
                "text-embedding-3-small",
                new ModelForm("Vectors", ModelKind.EMBEDDING, "cl100k_base", 8_192, 1, Capabilities.NONE));
        var tokens = new PriceTag(BigDecimal.ONE, null, null, BigDecimal.ONE);
        var minute = PriceTag.perMinute(new BigDecimal("0.006"));
        assertThatThrownBy(() -> models.addPrice(operator, sound, USD, tokens, null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("priceUnit.AUDIO");
        assertThatThrownBy(() -> models.addPrice(operator, vectors, USD, minute, null))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("priceUnit.TOKENS");
        models.addPrice(operator, vectors, USD, new PriceTag(BigDecimal.ONE, null, null, null), null);
        models.addPrice(operator, sound, USD, minute, PriceTag.perMinute(new BigDecimal("0.003")));
        assertThat(models.prices(operator, sound).get(0).sell()).isEqualTo(Price.perMinute(USD, MINUTE_N));
        assertThat(models.prices(operator, sound).get(0).buy()).isEqualTo(Price.perMinute(USD, MINUTE_N / 2));
        assertThatThrownBy(() -> models.change(
                        operator, sound, new ModelForm("S", ModelKind.CHAT, "estimate", 100, 10, Capabilities.NONE)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("kindPriced");
        models.turn(operator, sound, true);
        models.turn(operator, vectors, true);
        assertThat(catalogue.offered(USD))
                .noneMatch(model -> model.id().equals(sound) || model.id().equals(vectors));
        assertThat(catalogue.every(USD)).anyMatch(model -> model.id().equals(vectors));
        assertThatThrownBy(() -> catalogue.offered(sound, USD)).isInstanceOf(ModelNotOffered.class);
        assertThat(catalogue.offered(sound, USD, ModelKind.TRANSCRIPTION).purpose())
                .isEqualTo(ModelKind.TRANSCRIPTION);
        models.turn(operator, sound, false);
        models.turn(operator, vectors, false);
    }

    private OfferedModel whisper() {
        var id = models.add(
                operator,
                provider(),
                name(),
                "whisper-1",
                new ModelForm("Sound", ModelKind.TRANSCRIPTION, "estimate", 1, 1, Capabilities.NONE));
        models.addPrice(
                operator,
                id,
                USD,
                PriceTag.perMinute(new BigDecimal("0.006")),
                PriceTag.perMinute(new BigDecimal("0.003")));
        models.turn(operator, id, true);
        return catalogue.offered(id, USD, ModelKind.TRANSCRIPTION);
    }

    private org.tenantry.values.ProviderId provider() {
        return providers.add(operator, ProviderKind.OPENAI, ProviderForm.of(name(), "http://127.0.0.1:9"), "key");
    }

    private static String name() {
        return "audio-" + Ids.next();
    }

    private static Wish wish(OfferedModel model, long millis) {
        return new Wish(
                RequestId.next(), Wish.Origin.API, model, 0, true, 0, Ids.next().toString(), "body", null, millis);
    }
}
