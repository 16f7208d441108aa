package org.tenantry.testbed;

import java.sql.SQLException;
import java.util.UUID;
import org.tenantry.tenancy.Passwords;
import org.tenantry.values.Ids;

/** Somebody new for one test, written straight into the database; signs in with the password of the test bed. */
public record Newcomer(UUID id, String email) {
    private static final String HASH = new Passwords().hash(Bed.PASSWORD);

    public static Newcomer person() throws SQLException {
        var id = Ids.next();
        var email = "p" + id + "@test.example";
        run(
                "INSERT INTO person (id, email, name, password_hash, operator, theme, session_epoch, failed_sign_ins,"
                        + " created_at) VALUES (?, ?, ?, ?, 0, 'SYSTEM', 0, 0, UTC_TIMESTAMP(6))",
                id,
                email,
                "Person " + id,
                HASH);
        return new Newcomer(id, email);
    }

    /** Gives this person a place in a new tenant of that name; answers the id of the member. */
    public UUID joins(String tenantName, String role) throws SQLException {
        var tenant = Ids.next();
        run(
                "INSERT INTO tenant (id, name, currency, zone, locale, state, created_at)"
                        + " VALUES (?, ?, 'EUR', 'Europe/Vienna', 'en', 'ACTIVE', UTC_TIMESTAMP(6))",
                tenant,
                tenantName);
        return joins(tenant, role);
    }

    public UUID joins(UUID tenant, String role) throws SQLException {
        var member = Ids.next();
        run(
                "INSERT INTO member (id, tenant_id, person_id, role, state, created_at)"
                        + " VALUES (?, ?, ?, ?, 'ACTIVE', UTC_TIMESTAMP(6))",
                member,
                tenant,
                id,
                role);
        return member;
    }

    /** Whoever chose a language as the operator before: from now on it is the one that the next window speaks. */
    static void forgetLanguage(String email) {
        if (!email.equals(Bed.OPERATOR)) {
            return;
        }
        try {
            run("UPDATE person SET locale = NULL WHERE email = ?", email);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs one statement on the database of the test bed. */
    public static int run(String sql, Object... values) throws SQLException {
        try (var connection = Bed.database();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof UUID uuid ? uuid.toString() : values[i]);
            }
            return statement.executeUpdate();
        }
    }

    public static long number(String sql, Object... values) throws SQLException {
        try (var connection = Bed.database();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof UUID uuid ? uuid.toString() : values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
