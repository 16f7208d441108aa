package org.tenantry.web.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tenantry.calls.Calls;
import org.tenantry.calls.Receipt;
import org.tenantry.chat.Message;
import org.tenantry.chat.Placed;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.MessageId;
import org.tenantry.values.ModelId;
import org.tenantry.values.RequestId;
import org.tenantry.web.Voice;

/** Puts messages together with the names of their models and the receipts of their calls. */
@ApplicationScoped
public class Bubbles {
    @Inject
    Calls calls;

    @Inject
    Catalogue catalogue;

    List<Bubble> of(Caller caller, Voice voice, List<Placed> placed) {
        var messages = placed.stream().map(Placed::message).toList();
        var labels = catalogue.labels(
                messages.stream().map(Message::model).flatMap(Optional::stream).toList());
        var receipts = calls.receipts(
                caller,
                messages.stream().map(Message::call).flatMap(Optional::stream).toList());
        return placed.stream().map(one -> bubble(voice, one, labels, receipts)).toList();
    }

    private static Bubble bubble(
            Voice voice, Placed placed, Map<ModelId, String> labels, Map<RequestId, Receipt> receipts) {
        var message = placed.message();
        boolean mine = message.role() == Message.Role.USER;
        var receipt = message.call().map(receipts::get).orElse(null);
        return new Bubble(
                message.id().toString(),
                message.seq(),
                mine,
                message.html(),
                message.reasoning(),
                message.model().map(id -> labels.getOrDefault(id, "")).orElse(""),
                voice.iso(message.createdAt()),
                voice.time(message.createdAt()),
                Footer.of(voice, message.state(), message.failure(), receipt),
                placed.versions().size() < 2
                        ? ""
                        : placed.number() + "/" + placed.versions().size(),
                placed.previous().map(MessageId::toString).orElse(""),
                placed.next().map(MessageId::toString).orElse(""));
    }
}
