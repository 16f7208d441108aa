package org.tenantry.chat;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.calls.Asked;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ConversationId;
import org.tenantry.values.Converters;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;

/**
 * What one member and the models said to each other under one title. Private to the member; a deleted one keeps its
 * rows, because usage refers to them.
 */
@Entity
@Table(name = "conversation")
public class Conversation {
    /** Who gave the title: one that a member gave is never changed by us. */
    public enum TitledBy {
        NOBODY,
        MODEL,
        MEMBER
    }

    static final int LONGEST_TITLE = 120;
    private static final int LONGEST_FIRST_LINE = 60;

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenant;

    @Column(name = "member_id")
    private UUID member;

    @Column(name = "title")
    private String title;

    @Enumerated(EnumType.STRING)
    @Column(name = "titled_by")
    private TitledBy titledBy;

    @Column(name = "model_id")
    private UUID model;

    @Convert(converter = Converters.NullableUuidColumn.class)
    @Column(name = "leaf_id")
    private UUID leaf;

    @Column(name = "asked")
    private String asked;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Conversation() {}

    Conversation(Caller caller, ModelId model, Asked asked, String question, Instant now) {
        this.id = ConversationId.next().value();
        this.tenant = caller.tenant().value();
        this.member = caller.member().value();
        this.title = firstLine(question);
        this.titledBy = TitledBy.NOBODY;
        this.model = model.value();
        this.asked = word(asked);
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** The caller's own conversation, unless it was deleted. */
    static Optional<Conversation> find(EntityManager em, Caller caller, ConversationId id) {
        return em.createQuery(
                        "select c from Conversation c where c.id = :id and c.tenant = :tenant and c.member = :member"
                                + " and c.deletedAt is null",
                        Conversation.class)
                .setParameter("id", id.value())
                .setParameter("tenant", caller.tenant().value())
                .setParameter("member", caller.member().value())
                .getResultStream()
                .findFirst();
    }

    public ConversationId id() {
        return new ConversationId(id);
    }

    public String title() {
        return title;
    }

    public TitledBy titledBy() {
        return titledBy;
    }

    /** The model that was asked last. */
    public ModelId model() {
        return new ModelId(model);
    }

    /** The last message of the versions that are shown; null while there is none. */
    UUID leaf() {
        return leaf;
    }

    /** Shows the versions that lead to this message. */
    void show(UUID last) {
        leaf = last;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** A new conversation that begins with what was said in this one; nothing was asked in it yet. */
    Conversation fork(Caller caller, Instant now) {
        var copy = new Conversation(caller, model(), Asked.model(model()), title, now);
        copy.title = title;
        copy.titledBy = titledBy;
        copy.asked = asked;
        return copy;
    }

    Conversations.Row row() {
        return new Conversations.Row(id, title, model, asked, updatedAt);
    }

    void rename(String wanted) {
        var line = wanted == null ? "" : wanted.strip().replaceAll("\\s+", " ");
        if (line.isEmpty() || line.codePointCount(0, line.length()) > LONGEST_TITLE) {
            throw new InvalidInput("chat.refusal.title", LONGEST_TITLE);
        }
        title = line;
        titledBy = TitledBy.MEMBER;
    }

    void asked(ModelId by, Asked how, Instant now) {
        model = by.value();
        if (how.kind() != Asked.Kind.STRONGEST) {
            asked = word(how);
        }
        updatedAt = now;
    }

    private static String word(Asked how) {
        return how.kind() == Asked.Kind.AUTO || how.kind() == Asked.Kind.ALIAS ? how.toString() : null;
    }

    void delete(Instant now) {
        deletedAt = now;
    }

    /** The first line that says something, without marks of emphasis, at most 60 characters and never half a one. */
    static String firstLine(String question) {
        var line = question.lines()
                .map(text -> text.replaceAll("^[\\s#>]+|\\*\\*|`", "").strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("…");
        return line.codePointCount(0, line.length()) <= LONGEST_FIRST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_FIRST_LINE - 1))
                                .strip() + "…";
    }
}
