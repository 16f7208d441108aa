package org.tenantry.chat;

import java.util.Optional;
import org.tenantry.calls.HeldCall;
import org.tenantry.values.ConversationId;
import org.tenantry.values.MessageId;

/**
 * A question that is written down and its answer that begins. {@code question} is empty when an old one was asked again;
 * {@code call} is there exactly once for each answer: for whoever began it and must now send it.
 */
public record Begun(
        ConversationId conversation,
        String title,
        Optional<MessageId> question,
        MessageId answer,
        Message.State state,
        Optional<HeldCall> call) {
    static Begun now(Conversation conversation, Optional<MessageId> question, Message answer, HeldCall call) {
        return new Begun(
                conversation.id(), conversation.title(), question, answer.id(), answer.state(), Optional.of(call));
    }

    static Begun before(Conversation conversation, Message answer) {
        return new Begun(
                conversation.id(),
                conversation.title(),
                Optional.empty(),
                answer.id(),
                answer.state(),
                Optional.empty());
    }
}
