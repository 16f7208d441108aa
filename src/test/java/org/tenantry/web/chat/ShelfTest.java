package org.tenantry.web.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.chat.Conversations;
import org.tenantry.values.ConversationId;
import org.tenantry.values.ModelId;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShelfTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T16:30:00Z,TODAY",
        "2026-03-10T15:59:59Z,YESTERDAY",
        "2026-03-09T15:59:59Z,WEEK",
        "2026-03-03T16:00:00Z,WEEK",
        "2026-03-03T15:59:59Z,MONTH",
        "2026-02-08T16:00:00Z,MONTH",
        "2026-02-08T15:59:59Z,OLDER",
        "2026-03-12T00:00:00Z,TODAY"
    })
    void conversations_stand_by_the_local_day_of_their_member(Instant at, Shelf.Age age) {
        assertThat(Shelf.of(List.of(row(at)), Instant.parse("2026-03-11T03:00:00Z"), SHANGHAI))
                .singleElement()
                .extracting(Shelf::age)
                .isEqualTo(age);
    }

    @Test
    void those_of_an_age_stand_together_in_their_order() {
        var now = Instant.parse("2026-03-11T03:00:00Z");
        var rows = List.of(row(now), row(now.minusSeconds(60)), row(now.minusSeconds(86_400)));
        var shelves = Shelf.of(rows, now, SHANGHAI);
        assertThat(shelves).extracting(Shelf::age).containsExactly(Shelf.Age.TODAY, Shelf.Age.YESTERDAY);
        assertThat(shelves.get(0).rows()).containsExactly(rows.get(0), rows.get(1));
    }

    private static Conversations.Row row(Instant at) {
        return new Conversations.Row(ConversationId.next(), "t", ModelId.next(), Optional.empty(), at);
    }
}
