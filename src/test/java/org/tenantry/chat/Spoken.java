package org.tenantry.chat;

import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.Outcome;
import org.tenantry.calls.Receipt;
import org.tenantry.calls.Route;
import org.tenantry.calls.Tried;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ConversationId;
import org.tenantry.values.Manner;
import org.tenantry.values.MemberId;
import org.tenantry.values.MessageId;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.PersonId;
import org.tenantry.values.RequestId;
import org.tenantry.values.TenantId;
import org.tenantry.values.TokenUsage;

/** An answer that a test speaks, without provider or database. */
public final class Spoken {
    public static final Currency USD = Currency.getInstance("USD");
    public static final Outcome WHOLE =
            new Outcome(Outcome.End.DONE, Optional.of(TokenUsage.of(1, 2)), Optional.empty());

    public final Caller caller = someone();
    public final Generation generation;
    private final RequestId call = RequestId.next();

    public Spoken() {
        var begun = new Begun(
                ConversationId.next(),
                "t",
                Optional.empty(),
                MessageId.next(),
                Message.State.STREAMING,
                Optional.empty());
        generation = new Generation(
                caller,
                begun,
                new HeldCall(
                        call,
                        null,
                        List.of(),
                        List.of(),
                        1,
                        100,
                        Money.zero(USD),
                        false,
                        Manner.PLAIN,
                        Route.to(ModelId.next()),
                        new Tried(null, 100)));
    }

    public void say(String text) {
        if (!generation.hear(text, "")) {
            throw new AssertionError("it is too late to say something");
        }
        generation.render();
    }

    public void beat() {
        generation.beat();
    }

    public boolean isWatched() {
        return generation.isWatched();
    }

    public void finish() {
        generation.end(WHOLE);
        generation.renderWhole();
        generation.over(new Finished(
                Message.State.DONE,
                "",
                new Receipt(
                        call,
                        Receipt.State.PAID,
                        TokenUsage.of(1, 2),
                        Money.zero(USD),
                        false,
                        "DONE",
                        "",
                        Optional.empty()),
                "Model",
                0));
    }

    public static Caller someone() {
        return new Caller(
                PersonId.next(), TenantId.next(), MemberId.next(), false, false, Locale.ENGLISH, ZoneOffset.UTC, USD);
    }
}
