package org.tenantry.chat;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.ConversationId;
import org.tenantry.values.MessageId;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;

/** Keeps the conversations of each member, for that member alone. */
@Stateless
public class Conversations {
    /** How many are listed at once. */
    public static final int MOST_LISTED = 100;

    private static final int MOST_MESSAGES = 50;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** The newest conversations, or those that come after {@code last} in that order. */
    public List<Row> list(Caller caller, Optional<ConversationId> last) {
        var border = last.map(id -> find(caller, id));
        return em.createQuery(
                        "select new org.tenantry.chat.Conversations$Row(c.id, c.title, c.model, c.asked, c.updatedAt)"
                                + " from Conversation c where c.tenant = :tenant and c.member = :member"
                                + " and c.deletedAt is null and (:all = true or c.updatedAt < :at"
                                + " or (c.updatedAt = :at and c.id < :id)) order by c.updatedAt desc, c.id desc",
                        Row.class)
                .setParameter("tenant", caller.tenant().value())
                .setParameter("member", caller.member().value())
                .setParameter("all", border.isEmpty())
                .setParameter("at", border.map(Conversation::updatedAt).orElse(Instant.EPOCH))
                .setParameter(
                        "id",
                        border.map(c -> c.id().value()).orElse(caller.member().value()))
                .setMaxResults(MOST_LISTED)
                .getResultList();
    }

    public Row open(Caller caller, ConversationId id) {
        return find(caller, id).row();
    }

    /** The titles of the caller's own conversations among these, without the deleted ones. */
    public Map<UUID, String> titles(Caller caller, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return em.createQuery(
                        "select c.id, c.title from Conversation c where c.tenant = :tenant and c.member = :member"
                                + " and c.deletedAt is null and c.id in :ids",
                        Object[].class)
                .setParameter("tenant", caller.tenant().value())
                .setParameter("member", caller.member().value())
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1]));
    }

    /** The last messages, oldest first; with {@code before}, those that stand before that place. */
    public List<Message> messages(Caller caller, ConversationId id, int before) {
        find(caller, id);
        var newestFirst = em.createQuery(
                        "select m from Message m where m.tenant = :tenant and m.conversation = :conversation"
                                + " and m.seq < :before order by m.seq desc",
                        Message.class)
                .setParameter("tenant", caller.tenant().value())
                .setParameter("conversation", id.value())
                .setParameter("before", before)
                .setMaxResults(MOST_MESSAGES)
                .getResultList();
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    public Message message(Caller caller, MessageId id) {
        var message = em.createQuery("select m from Message m where m.tenant = :tenant and m.id = :id", Message.class)
                .setParameter("tenant", caller.tenant().value())
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst()
                .orElseThrow(NotFound::new);
        find(caller, message.conversation());
        return message;
    }

    public String rename(Caller caller, ConversationId id, String title) {
        var conversation = find(caller, id);
        conversation.rename(title);
        return conversation.title();
    }

    public void delete(Caller caller, ConversationId id) {
        find(caller, id).delete(clock.instant());
    }

    private Conversation find(Caller caller, ConversationId id) {
        return Conversation.find(em, caller, id).orElseThrow(NotFound::new);
    }

    /**
     * A conversation as the list shows it; {@code model} answered last, and {@code asked} is what was asked for, where
     * that was not its own name.
     */
    public record Row(ConversationId id, String title, ModelId model, Optional<String> asked, Instant updatedAt) {
        /** For the query. */
        public Row(UUID id, String title, UUID model, String asked, Instant updatedAt) {
            this(new ConversationId(id), title, new ModelId(model), Optional.ofNullable(asked), updatedAt);
        }

        /** What to ask for next, if nobody chooses anew: a word as {@link org.tenantry.calls.Asked#of} reads it. */
        public String choice() {
            return asked.orElse(model.toString());
        }
    }
}
