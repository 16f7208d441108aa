package org.tenantry.chat;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
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

    /** The last messages of the versions that are shown, oldest first; with {@code before}, those that stand before it. */
    public Placed.Page messages(Caller caller, ConversationId id, int before) {
        var conversation = find(caller, id);
        var versions = versions(conversation);
        var shown = versions.path(conversation.leaf()).stream()
                .filter(step -> step.seq() < before)
                .toList();
        return new Placed.Page(
                placed(caller, versions, shown.subList(Math.max(0, shown.size() - MOST_MESSAGES), shown.size())),
                shown.size() > MOST_MESSAGES);
    }

    /** A message with its versions. */
    public Placed placed(Caller caller, MessageId id) {
        var message = message(caller, id);
        var versions = versions(find(caller, message.conversation()));
        return new Placed(
                message, versions.of(id.value()).stream().map(MessageId::new).toList());
    }

    /**
     * Shows a version, and of what follows it the newest: what stands from it on, oldest first. Another version that is
     * being answered goes on.
     */
    public List<Placed> show(Caller caller, MessageId id) {
        var conversation = find(caller, message(caller, id).conversation());
        var versions = versions(conversation);
        conversation.show(versions.newestLeaf(id.value()));
        var shown = versions.path(conversation.leaf());
        int from = versions.path(id.value()).size() - 1;
        return placed(caller, versions, shown.subList(from, shown.size()));
    }

    /** A new conversation that begins as this one does up to a message. What was paid stays with the old one. */
    public Row fork(Caller caller, MessageId last) {
        var message = message(caller, last);
        var from = find(caller, message.conversation());
        var versions = versions(from);
        var now = clock.instant();
        var copy = from.fork(caller, now);
        em.persist(copy);
        UUID after = null;
        int place = 0;
        for (var step : placed(caller, versions, versions.path(last.value()))) {
            var twin = step.message().copy(caller, copy.id(), after, ++place, now);
            em.persist(twin);
            after = twin.id().value();
        }
        copy.show(after);
        return copy.row();
    }

    private Versions versions(Conversation conversation) {
        return Versions.of(em, conversation);
    }

    private List<Placed> placed(Caller caller, Versions versions, List<Versions.Step> steps) {
        if (steps.isEmpty()) {
            return List.of();
        }
        return em.createQuery(
                        "select m from Message m where m.tenant = :tenant and m.id in :ids order by m.seq",
                        Message.class)
                .setParameter("tenant", caller.tenant().value())
                .setParameter("ids", steps.stream().map(Versions.Step::id).toList())
                .getResultStream()
                .map(message -> new Placed(
                        message,
                        versions.of(message.id().value()).stream()
                                .map(MessageId::new)
                                .toList()))
                .toList();
    }

    /** The answers that are being written in it, whatever version they belong to. */
    public List<MessageId> streaming(Caller caller, ConversationId id) {
        find(caller, id);
        return em.createQuery(
                        "select m.id from Message m where m.tenant = :tenant and m.conversation = :id and m.state = :state",
                        UUID.class)
                .setParameter("tenant", caller.tenant().value())
                .setParameter("id", id.value())
                .setParameter("state", Message.State.STREAMING)
                .getResultStream()
                .map(MessageId::new)
                .toList();
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
