package org.tenantry.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tenantry.ledger.Invariant;

/** After every integration test each statement of the invariants must answer no row. */
public class BooksBalance implements AfterEachCallback {
    private static final int SHOWN = 5;

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        boolean elsewhere = context.getRequiredTestClass().isAnnotationPresent(OwnServer.class);
        if (elsewhere || System.getProperty("testbed.db.url") == null) {
            return;
        }
        try (var connection = Bed.database()) {
            if (isUntouched(connection)) {
                return;
            }
            assertThat(broken(connection))
                    .as("statements of db/invariants.sql that answer rows")
                    .isEmpty();
        }
    }

    /** When no server was needed so far, its database has no tables yet. */
    private static boolean isUntouched(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery("SHOW TABLES")) {
            return !rows.next();
        }
    }

    /** The checks that do not hold: how many rows each statement answers, its name, and the first of the rows. */
    public static List<String> broken(Connection connection) throws SQLException {
        var broken = new ArrayList<String>();
        for (var invariant : Invariant.all()) {
            for (var statement : invariant.statements()) {
                var found = found(connection, statement);
                if (!found.isEmpty()) {
                    broken.add(found.size() + ": " + invariant.name() + ": "
                            + found.subList(0, Math.min(SHOWN, found.size())));
                }
            }
        }
        return broken;
    }

    private static List<String> found(Connection connection, String statement) throws SQLException {
        var found = new ArrayList<String>();
        try (var query = connection.createStatement();
                var rows = query.executeQuery(statement)) {
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return found;
    }
}
