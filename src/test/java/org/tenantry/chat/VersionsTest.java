package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How questions and answers hang together when some were said anew. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class VersionsTest {
    private final List<Versions.Step> steps = new ArrayList<>();

    private final UUID question = after(null);
    private final UUID answer = after(question);
    private final UUID more = after(answer);
    private final UUID end = after(more);
    private final UUID anew = after(question);
    private final UUID otherWords = after(null);
    private final UUID otherAnswer = after(otherWords);

    private UUID after(UUID parent) {
        var id = UUID.randomUUID();
        steps.add(new Versions.Step(id, parent, steps.size() + 1));
        return id;
    }

    private static List<UUID> ids(List<Versions.Step> path) {
        return path.stream().map(Versions.Step::id).toList();
    }

    @Test
    void a_path_leads_from_the_first_message_to_the_one_that_is_shown() {
        var versions = new Versions(steps);
        assertThat(ids(versions.path(end))).containsExactly(question, answer, more, end);
        assertThat(ids(versions.path(anew))).containsExactly(question, anew);
        assertThat(ids(versions.path(otherAnswer))).containsExactly(otherWords, otherAnswer);
        assertThat(versions.path(null)).isEmpty();
        assertThat(versions.path(UUID.randomUUID())).isEmpty();
    }

    @Test
    void versions_are_those_that_follow_the_same_message_the_oldest_first() {
        var versions = new Versions(steps);
        assertThat(versions.of(anew)).containsExactly(answer, anew);
        assertThat(versions.of(question)).containsExactly(question, otherWords);
        assertThat(versions.of(end)).containsExactly(end);
        assertThat(versions.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    void from_a_version_one_goes_on_with_the_newest_of_what_follows() {
        var versions = new Versions(steps);
        assertThat(versions.newestLeaf(question)).isEqualTo(anew);
        assertThat(versions.newestLeaf(answer)).isEqualTo(end);
        assertThat(versions.newestLeaf(otherWords)).isEqualTo(otherAnswer);
        assertThat(versions.isLeaf(anew)).isTrue();
        assertThat(versions.isLeaf(answer)).isFalse();
        assertThat(versions.next()).isEqualTo(8);
        assertThat(new Versions(List.of()).next()).isOne();
    }
}
