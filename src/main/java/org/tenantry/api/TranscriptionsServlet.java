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
import org.tenantry.calls.Sound;
import org.tenantry.calls.WholeCalls;
import org.tenantry.gateway.Transcript;
import org.tenantry.models.ModelKind;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyScope;
import org.tenantry.tenancy.OpenedKey;
import org.tenantry.values.ModelId;

/** Writes down what is said in recordings as OpenAI's transcriptions do; a recording is deleted when its call is over. */
@WebServlet(urlPatterns = "/v1/audio/transcriptions", asyncSupported = true)
public class TranscriptionsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Uploads uploads;

    @Inject
    transient ModelNames names;

    @Inject
    transient Counter counter;

    @Inject
    transient ApiCalls apiCalls;

    @Inject
    transient WholeCalls whole;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = Visit.of(request).key().require(KeyScope.AUDIO);
        var form = FormData.read(request, uploads::take);
        counter.take(request, response, Counter.again(request, form.says()), work(key, form));
    }

    private Work work(OpenedKey key, FormData form) throws IOException {
        boolean fits = false;
        try {
            var order = TranscriptionOrder.read(form);
            var model = names.named(key, order.model(), ModelKind.TRANSCRIPTION);
            fits = true;
            return new Work(key.caller(), model, order, form::close);
        } finally {
            if (!fits) {
                form.close();
            }
        }
    }

    /** One request on its way. */
    private final class Work implements Counter.Task {
        private final Caller caller;
        private final ModelId model;
        private final TranscriptionOrder asked;
        private final Runnable over;
        private Sound sound;
        private volatile Transcript said;

        Work(Caller caller, ModelId model, TranscriptionOrder asked, Runnable over) {
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
            sound = asked.sound(model, once);
            return apiCalls.hold(caller, sound, claim);
        }

        @Override
        public AnswerForm form(HeldCall call, long createdSeconds) {
            return new TranscriptForm(asked.ask().format().isJson(), () -> said, over);
        }

        @Override
        public void unused() {
            over.run();
        }

        @Override
        public RunningCall send(HeldCall call, Answering answering) {
            return whole.send(call, sound, words -> said = words, answering);
        }
    }
}
