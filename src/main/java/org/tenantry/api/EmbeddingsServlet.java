package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.calls.Answering;
import org.tenantry.calls.HeldCall;
import org.tenantry.calls.RunningCall;
import org.tenantry.calls.Texts;
import org.tenantry.calls.WholeCalls;
import org.tenantry.gateway.Vectors;
import org.tenantry.models.ModelKind;
import org.tenantry.repeats.RequestKey;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.values.ModelId;

/** Turns texts into vectors as OpenAI's embeddings do. All vectors that are on their way take a quarter of the memory at most. */
@WebServlet(urlPatterns = "/v1/embeddings", asyncSupported = true)
public class EmbeddingsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Space MEMORY = new Space(Runtime.getRuntime().maxMemory() / 4 >> 10);

    @Inject
    transient Bodies bodies;

    @Inject
    transient ModelNames names;

    @Inject
    transient Counter counter;

    @Inject
    transient ApiCalls apiCalls;

    @Inject
    transient WholeCalls whole;

    private record Taken(EmbeddingOrder order, Optional<RequestKey> again) {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = Visit.of(request).key().require(KeyScope.EMBEDDINGS);
        var taken = bodies.json(
                request, body -> new Taken(EmbeddingOrder.read(StrictJson.object(body)), Counter.again(request, body)));
        var order = taken.order();
        var model = names.named(key, order.model(), ModelKind.EMBEDDING);
        var giveBack = MEMORY.take(order.expectedBytes() >> 10);
        counter.take(request, response, taken.again(), new Work(key.caller(), model, order, giveBack));
    }

    /** One request on its way. */
    private final class Work implements Counter.Task {
        private final Caller caller;
        private final ModelId model;
        private final EmbeddingOrder asked;
        private final Runnable over;
        private Texts texts;
        private volatile Vectors made;

        Work(Caller caller, ModelId model, EmbeddingOrder asked, Runnable over) {
            this.caller = caller;
            this.model = model;
            this.asked = asked;
            this.over = over;
        }

        @Override
        public Order order() {
            return Order.whole(asked.model());
        }

        @Override
        public HeldCall hold(String once, Optional<UUID> claim) {
            texts = new Texts(model, asked.inputs(), asked.dimensions(), once);
            return apiCalls.hold(caller, texts, claim);
        }

        @Override
        public AnswerForm form(HeldCall call, long createdSeconds) {
            return new VectorsForm(asked.model(), asked.base64(), () -> made, over);
        }

        @Override
        public void unused() {
            over.run();
        }

        @Override
        public RunningCall send(HeldCall call, Answering answering) {
            return whole.send(call, texts, vectors -> made = vectors, answering);
        }
    }
}
