package org.tenantry.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tenantry.calls.Asked;
import org.tenantry.values.ConversationId;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MessageId;
import org.tenantry.values.ModelId;

/**
 * What a member wants to ask: in a conversation or in a new one; a text, or (with {@code again}) the question of an answer
 * once more, or (with {@code instead}) a question in other words. What is asked again or in other words becomes a version
 * beside the old one; only an answer that failed, for which nobody paid, is written anew in its place. {@code requestKey}
 * is made by the page for this wish; sent twice it is one question.
 */
public record Draft(
        Optional<ConversationId> conversation,
        Optional<MessageId> again,
        Optional<MessageId> instead,
        Asked asked,
        String text,
        String requestKey) {
    /** The longest text of one message, in bytes of UTF-8. */
    public static final int MOST_BYTES = 200 * 1024;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    public Draft {
        if (!KEY.matcher(requestKey).matches()) {
            throw new InvalidInput("chat.refusal.requestKey");
        }
        if (again.isEmpty() && text.isBlank()) {
            throw new InvalidInput("chat.refusal.empty");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new InvalidInput("chat.refusal.tooLong", bytes / 1024, MOST_BYTES / 1024);
        }
    }

    /** Asks for the first time, or once more. */
    public Draft(
            Optional<ConversationId> conversation,
            Optional<MessageId> again,
            Asked asked,
            String text,
            String requestKey) {
        this(conversation, again, Optional.empty(), asked, text, requestKey);
    }

    /** Asks one model by its own name. */
    public Draft(
            Optional<ConversationId> conversation,
            Optional<MessageId> again,
            ModelId model,
            String text,
            String requestKey) {
        this(conversation, again, Asked.model(model), text, requestKey);
    }

    /** SHA-256 of all that the wish says, so that the same key with another wish is noticed. */
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new Object[] {conversation, again, instead, asked}) {
                digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
