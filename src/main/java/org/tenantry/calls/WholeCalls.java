package org.tenantry.calls;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;
import org.tenantry.gateway.EmbeddingAsk;
import org.tenantry.gateway.Transcript;
import org.tenantry.gateway.Vectors;
import org.tenantry.limits.Limits;
import org.tenantry.metering.Meter;
import org.tenantry.metering.Wish;
import org.tenantry.models.Catalogue;
import org.tenantry.models.ModelKind;
import org.tenantry.models.OfferedModel;
import org.tenantry.plans.Entitlements;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Manner;
import org.tenantry.values.ModelId;
import org.tenantry.values.RequestId;

/**
 * Calls that are answered whole or not at all: vectors of texts, and what is said in a recording. They are admitted, held
 * and sent here in the same order as all others, and ended by {@link Calls#settle} with nothing said; there is no other
 * model to go over to.
 */
@Stateless
public class WholeCalls {
    @Inject
    Meter meter;

    @Inject
    Catalogue catalogue;

    @Inject
    Tenants tenants;

    @Inject
    Entitlements entitlements;

    @Inject
    Limits limits;

    @Inject
    Routes routes;

    @Inject
    Ways ways;

    /** Admits and holds the price of all texts (rule 3.1); joins the caller's transaction. */
    public HeldCall hold(Caller caller, Texts texts) {
        var model = offered(caller, texts.model(), ModelKind.EMBEDDING);
        var counted = texts.countedFor(model);
        return hold(caller, model, texts.once(), new Size(counted.tokens(), counted.exact(), 0));
    }

    /** Admits and holds the price of a recording; joins the caller's transaction. */
    public HeldCall hold(Caller caller, Sound sound) {
        var model = offered(caller, sound.model(), ModelKind.TRANSCRIPTION);
        return hold(caller, model, sound.once(), new Size(0, sound.known(), sound.millis()));
    }

    private OfferedModel offered(Caller caller, ModelId id, ModelKind kind) {
        tenants.mayCall(caller);
        return catalogue.offered(id, caller.currency(), kind);
    }

    private record Size(long tokens, boolean exact, long audioMillis) {}

    private HeldCall hold(Caller caller, OfferedModel model, String once, Size size) {
        var plan = entitlements.require(caller.tenant(), model.id(), model.label());
        routes.mayUse(caller, model);
        var id = RequestId.next();
        limits.admit(caller, plan, new Limits.Wanted(id, once, size.tokens()));
        var hold = meter.hold(
                caller,
                new Wish(
                        id,
                        Wish.Origin.API,
                        model,
                        size.tokens(),
                        size.exact(),
                        0,
                        once,
                        Question.NO_HASH,
                        null,
                        size.audioMillis()));
        return new HeldCall(
                id,
                model,
                List.of(),
                List.of(),
                size.tokens(),
                0,
                hold.amount(),
                false,
                Manner.PLAIN,
                Route.to(model.id()),
                new Tried(model, 0));
    }

    /** Sends held texts; returns at once. {@code vectors} hears them before the end, if they come. */
    @TransactionAttribute(TransactionAttributeType.NEVER)
    public RunningCall send(HeldCall call, Texts texts, Consumer<Vectors> vectors, Answering answering) {
        var inputs = texts.countedFor(call.model()).inputs();
        return begun(ways.course(
                call,
                (endpoint, model, most, hearing) -> ways.embed(
                        endpoint, new EmbeddingAsk(model.upstreamName(), inputs, texts.dimensions()), vectors, hearing),
                answering));
    }

    /** Sends a held recording; returns at once. {@code words} hears what was said before the end, if it comes. */
    @TransactionAttribute(TransactionAttributeType.NEVER)
    public RunningCall send(HeldCall call, Sound sound, Consumer<Transcript> words, Answering answering) {
        return begun(ways.course(
                call,
                (endpoint, model, most, hearing) ->
                        ways.transcribe(endpoint, sound.ask().of(model.upstreamName()), words, hearing),
                answering));
    }

    private static RunningCall begun(Course course) {
        course.next();
        return course;
    }
}
