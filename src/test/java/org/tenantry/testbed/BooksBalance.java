package org.tenantry.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every integration test each statement of the invariants must answer zero. */
public class BooksBalance implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (System.getProperty("testbed.db.url") == null) {
            return;
        }
        try (var connection = Bed.database()) {
            if (isUntouched(connection)) {
                return;
            }
            assertThat(broken(connection))
                    .as("statements of db/invariants.sql that do not answer 0")
                    .isEmpty();
        }
    }

    /** When no server was needed so far, its database has no tables yet. */
    private static boolean isUntouched(java.sql.Connection connection) throws java.sql.SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery("SHOW TABLES")) {
            return !rows.next();
        }
    }

    /** The statements that do not answer zero, with what they answered. */
    public static java.util.List<String> broken(java.sql.Connection connection) throws Exception {
        var broken = new ArrayList<String>();
        String sql;
        try (var in = BooksBalance.class.getResourceAsStream("/db/invariants.sql")) {
            sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (var statement : sql.replaceAll("(?m)^--.*$", "").split(";")) {
            if (statement.isBlank()) {
                continue;
            }
            try (var query = connection.createStatement();
                    var rows = query.executeQuery(statement)) {
                rows.next();
                if (rows.getLong(1) != 0) {
                    broken.add(rows.getLong(1) + ": " + statement.strip());
                }
            }
        }
        return broken;
    }
}
