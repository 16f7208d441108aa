package org.tenantry.chat;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How the messages of one conversation hang together: each has at most one before it, and those that share it are versions
 * of each other, the oldest first. The path from the first message to the leaf is what is shown and what a model is told.
 */
final class Versions {
    /** A message without its text. */
    public record Step(UUID id, UUID parent, int seq) {}

    private final Map<UUID, Step> steps = new HashMap<>();
    private final Map<UUID, List<UUID>> after = new HashMap<>();

    static Versions of(EntityManager em, Conversation conversation) {
        return new Versions(em.createQuery(
                        "select new org.tenantry.chat.Versions$Step(m.id, m.parent, m.seq) from Message m"
                                + " where m.conversation = :id",
                        Step.class)
                .setParameter("id", conversation.id().value())
                .getResultList());
    }

    Versions(List<Step> all) {
        all.stream().sorted(Comparator.comparingInt(Step::seq)).forEach(step -> {
            steps.put(step.id(), step);
            after.computeIfAbsent(step.parent(), parent -> new ArrayList<>()).add(step.id());
        });
    }

    /** From the first message to this one; empty when there is none such. */
    List<Step> path(UUID leaf) {
        var path = new ArrayList<Step>();
        for (var at = leaf;
                at != null && steps.containsKey(at);
                at = steps.get(at).parent()) {
            path.add(steps.get(at));
        }
        Collections.reverse(path);
        return path;
    }

    /** The versions that a message is one of, itself among them. */
    List<UUID> of(UUID id) {
        return Optional.ofNullable(steps.get(id))
                .map(step -> after.get(step.parent()))
                .orElse(List.of());
    }

    boolean isLeaf(UUID id) {
        return !after.containsKey(id);
    }

    /** Where one gets from a message by always going on with the newest version. */
    UUID newestLeaf(UUID id) {
        var at = id;
        while (after.containsKey(at)) {
            var next = after.get(at);
            at = next.get(next.size() - 1);
        }
        return at;
    }

    /** The place of the next message. */
    int next() {
        return steps.values().stream().mapToInt(Step::seq).max().orElse(0) + 1;
    }
}
