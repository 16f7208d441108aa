package org.tenantry.limits;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.uuid;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A limit as somebody set it: empty says nothing, 0 is no limit. {@code subject} is the tenant, member or key. */
public record LimitRow(UUID tenant, Whose whose, UUID subject, Numbers numbers, Instant changedAt) {
    /** What it says of each kind. */
    public record Numbers(Optional<Long> requests, Optional<Long> tokens, Optional<Long> streams) {
        public static final Numbers SILENT = new Numbers(Optional.empty(), Optional.empty(), Optional.empty());

        static Numbers of(Object requests, Object tokens, Object streams) {
            return new Numbers(said(requests), said(tokens), said(streams));
        }

        Optional<Long> of(What what) {
            return switch (what) {
                case REQUESTS -> requests;
                case TOKENS -> tokens;
                case STREAMS -> streams;
            };
        }
    }

    static LimitRow of(Object[] row) {
        return new LimitRow(
                uuid(row[0]),
                Whose.valueOf(row[1].toString()),
                uuid(row[2]),
                Numbers.of(row[3], row[4], row[5]),
                instant(row[6]));
    }

    private static Optional<Long> said(Object column) {
        return column == null ? Optional.empty() : Optional.of(number(column));
    }
}
