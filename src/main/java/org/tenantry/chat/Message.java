package org.tenantry.chat;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ConversationId;
import org.tenantry.values.Converters;
import org.tenantry.values.MessageId;
import org.tenantry.values.ModelId;
import org.tenantry.values.RequestId;

/**
 * A question of the member or an answer of a model. An answer begins {@link State#STREAMING} and ends exactly once; one
 * that failed, for which nobody paid, may be tried again in its place.
 */
@Entity
@Table(name = "message")
public class Message {
    /** Who says it. */
    public enum Role {
        USER,
        ASSISTANT
    }

    /** Where an answer stands; a question is always done. */
    public enum State {
        STREAMING,
        DONE,
        STOPPED,
        CUT,
        FAILED
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenant;

    @Column(name = "conversation_id")
    private UUID conversation;

    @Convert(converter = Converters.NullableUuidColumn.class)
    @Column(name = "parent_id")
    private UUID parent;

    @Column(name = "seq")
    private int seq;

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Role role;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "text")
    private String text;

    @Column(name = "reasoning")
    private String reasoning;

    @Column(name = "html")
    private String html;

    @Convert(converter = Converters.NullableUuidColumn.class)
    @Column(name = "model_id")
    private UUID model;

    @Convert(converter = Converters.NullableUuidColumn.class)
    @Column(name = "call_id")
    private UUID call;

    @Column(name = "failure")
    private String failure;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    protected Message() {}

    private Message(
            Caller caller, ConversationId conversation, UUID parent, int seq, Role role, State state, Instant now) {
        this.id = MessageId.next().value();
        this.tenant = caller.tenant().value();
        this.conversation = conversation.value();
        this.parent = parent;
        this.seq = seq;
        this.role = role;
        this.state = state;
        this.text = "";
        this.reasoning = "";
        this.html = "";
        this.createdAt = now;
    }

    static Message question(
            Caller caller, ConversationId conversation, UUID parent, int seq, String text, Instant now) {
        var message = new Message(caller, conversation, parent, seq, Role.USER, State.DONE, now);
        message.text = text;
        message.html = Markdown.question(text);
        message.finishedAt = now;
        return message;
    }

    static Message answer(
            Caller caller,
            ConversationId conversation,
            UUID parent,
            int seq,
            ModelId model,
            RequestId call,
            Instant now) {
        var message = new Message(caller, conversation, parent, seq, Role.ASSISTANT, State.STREAMING, now);
        message.model = model.value();
        message.call = call.value();
        return message;
    }

    /** The same words in another conversation. No call made the copy, so nothing is paid for it. */
    Message copy(Caller caller, ConversationId to, UUID after, int place, Instant now) {
        var copy = new Message(caller, to, after, place, role, isStreaming() ? State.CUT : state, now);
        copy.text = text;
        copy.reasoning = reasoning;
        copy.html = html;
        copy.model = model;
        copy.failure = isStreaming() ? "INTERRUPTED" : failure;
        copy.finishedAt = now;
        return copy;
    }

    public MessageId id() {
        return new MessageId(id);
    }

    public ConversationId conversation() {
        return new ConversationId(conversation);
    }

    /** The message before it, null for a first one. */
    UUID parent() {
        return parent;
    }

    public int seq() {
        return seq;
    }

    public Role role() {
        return role;
    }

    public State state() {
        return state;
    }

    public String text() {
        return text;
    }

    public String reasoning() {
        return reasoning;
    }

    /** The safe page form: as stored, or of what has been said so far. */
    public String html() {
        return html.isEmpty() && !text.isEmpty() ? Markdown.answer(text) : html;
    }

    public Optional<ModelId> model() {
        return Optional.ofNullable(model).map(ModelId::new);
    }

    public Optional<RequestId> call() {
        return Optional.ofNullable(call).map(RequestId::new);
    }

    /** Why it is not whole, in a word of the bundles; empty when it is. */
    public String failure() {
        return failure == null ? "" : failure;
    }

    public Instant createdAt() {
        return createdAt;
    }

    boolean isStreaming() {
        return state == State.STREAMING;
    }

    boolean isFailed() {
        return state == State.FAILED;
    }

    boolean saidNothing() {
        return text.isBlank();
    }

    /** A failed answer is asked for again, under a new call. */
    void again(ModelId by, RequestId newCall, Instant now) {
        if (state != State.FAILED) {
            throw new IllegalStateException("only a failed answer is tried again");
        }
        model = by.value();
        call = newCall.value();
        state = State.STREAMING;
        text = "";
        reasoning = "";
        html = "";
        failure = null;
        createdAt = now;
        finishedAt = null;
    }

    /** What has been said so far. */
    void keep(String textSoFar, String reasoningSoFar) {
        text = textSoFar;
        reasoning = reasoningSoFar;
    }

    /** Another model took it over. */
    void answeredBy(ModelId other) {
        model = other.value();
    }

    /** Ends the answer; the second of two ends changes nothing. */
    void end(State ending, String why, String rendered, Instant now) {
        if (!isStreaming()) {
            return;
        }
        state = ending;
        failure = why.isEmpty() ? null : why;
        html = rendered;
        finishedAt = now;
    }
}
