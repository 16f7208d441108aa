package org.tenantry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash of an event, and what is kept out of it. */
class AuditEventTest {
    private static final UUID CHAIN = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Test
    void an_event_stands_only_at_its_own_place() {
        var first = event(1, "a", "b", AuditEvent.ORIGIN);
        var second = event(2, "a", "b", first.hash());
        assertThat(first.follows(1, AuditEvent.ORIGIN)).isTrue();
        assertThat(second.follows(2, first.hash())).isTrue();
        assertThat(second.follows(1, first.hash())).isFalse();
        assertThat(second.follows(2, AuditEvent.ORIGIN)).isFalse();
    }

    @Test
    void text_moved_from_one_field_to_the_next_gives_another_hash() {
        assertThat(event(1, "ab", "c", AuditEvent.ORIGIN).hash())
                .isNotEqualTo(event(1, "a", "bc", AuditEvent.ORIGIN).hash());
    }

    @ParameterizedTest
    @CsvSource({
        "key sk-proj-abcdefgh12345678 set, key *** set",
        "Authorization: Bearer abc.def-ghi, Authorization: Bearer ***",
        "password=hunter2; name=x, password=***; name=x",
        "https://user:pw@host/v1, https://***@host/v1",
        "replaced the provider's key, replaced the provider's key",
        "sells tokens at 3 USD, sells tokens at 3 USD",
    })
    void what_looks_like_a_secret_is_masked(String text, String kept) {
        assertThat(Secrets.masked(text)).isEqualTo(kept);
    }

    private static AuditEvent event(long seq, String subject, String detail, String previous) {
        return new AuditEvent(
                CHAIN, seq, Instant.parse("2026-05-01T10:00:00.123456Z"), null, "test", subject, detail, previous);
    }
}
