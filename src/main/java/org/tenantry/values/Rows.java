package org.tenantry.values;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Runs guarded statements and reads their rows. Instants are UTC on both sides; days are days. */
public final class Rows {
    private Rows() {}

    /** Runs a change and tells how many rows it found. */
    public static int change(EntityManager em, String sql, Object... values) {
        return bound(em, sql, values).executeUpdate();
    }

    @SuppressWarnings("unchecked") // JPA's native queries are untyped; every caller selects at least two columns
    public static List<Object[]> read(EntityManager em, String sql, Object... values) {
        return bound(em, sql, values).getResultList();
    }

    public static UUID uuid(Object column) {
        return column == null || column instanceof UUID ? (UUID) column : UUID.fromString(column.toString());
    }

    public static long number(Object column) {
        return ((Number) column).longValue();
    }

    /** A truth value, whichever way the driver hands it out. */
    public static boolean truth(Object column) {
        return column instanceof Boolean yes ? yes : number(column) != 0;
    }

    public static LocalDate day(Object column) {
        return column == null || column instanceof LocalDate ? (LocalDate) column : ((Date) column).toLocalDate();
    }

    public static Instant instant(Object column) {
        if (column == null) {
            return null;
        }
        return (column instanceof LocalDateTime time ? time : ((Timestamp) column).toLocalDateTime())
                .toInstant(ZoneOffset.UTC);
    }

    private static Query bound(EntityManager em, String sql, Object... values) {
        var query = em.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, column(values[i]));
        }
        return query;
    }

    private static Object column(Object value) {
        if (value instanceof UUID id) {
            return id.toString();
        }
        if (value instanceof Enum<?> name) {
            return name.name();
        }
        if (value instanceof LocalDate day) {
            return Date.valueOf(day);
        }
        return value instanceof Instant at ? LocalDateTime.ofInstant(at, ZoneOffset.UTC) : value;
    }
}
