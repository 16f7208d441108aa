package org.tenantry.values;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Runs guarded statements and reads their rows. Instants are UTC on both sides; days are days. Inside a transaction they go
 * straight to its connection, after what the entities there have still to write: a statement of many rows is no dearer
 * than the database makes it.
 */
public final class Rows {
    private Rows() {}

    /** Runs a change and tells how many rows it found. */
    public static int change(EntityManager em, String sql, Object... values) {
        var connection = connection(em);
        if (connection == null) {
            return query(em, sql, values).executeUpdate();
        }
        try (var statement = bound(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    /** Reads rows of at least two columns. */
    @SuppressWarnings("unchecked") // JPA's native queries are untyped; every caller selects at least two columns
    public static List<Object[]> read(EntityManager em, String sql, Object... values) {
        var connection = connection(em);
        if (connection == null) {
            return query(em, sql, values).getResultList();
        }
        try (var statement = bound(connection, sql, values);
                var found = statement.executeQuery()) {
            var rows = new ArrayList<Object[]>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    /** The connection of the running transaction; null where there is none. */
    private static Connection connection(EntityManager em) {
        if (!em.isJoinedToTransaction()) {
            return null;
        }
        em.flush();
        return em.unwrap(Connection.class);
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, column(values[i]));
        }
        return statement;
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

    private static Query query(EntityManager em, String sql, Object... values) {
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
