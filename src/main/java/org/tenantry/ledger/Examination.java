package org.tenantry.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.tenantry.values.TenantId;

/** Makes one check of the books: reads only, and no statement runs longer than two minutes. */
final class Examination {
    private static final int MOST_SECONDS = 120;
    private static final int MOST_ROWS = 10_000;
    private static final int SHOWN_ROWS = 20;
    private static final int LONGEST_WHAT = 200;
    private static final int LONGEST_FAILURE = 300;

    private final Consumer<TenantId> red;
    private final List<Finding.Row> rows = new ArrayList<>();
    private long found;
    private boolean cut;

    private Examination(Consumer<TenantId> red) {
        this.red = red;
    }

    /** What the check finds; {@code red} hears of each tenant with a row that is wrong. */
    static Finding of(DataSource dataSource, Invariant invariant, Consumer<TenantId> red) {
        var examination = new Examination(red);
        long from = System.nanoTime();
        String failure = null;
        try (var connection = dataSource.getConnection()) {
            for (var statement : invariant.statements()) {
                examination.read(connection, statement);
            }
        } catch (SQLTimeoutException tooLong) {
            failure = "not done after " + MOST_SECONDS + " s";
        } catch (SQLException failed) {
            failure = String.valueOf(failed.getMessage());
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        return new Finding(
                invariant.name(),
                examination.found,
                examination.cut,
                failure == null ? null : cut(failure, LONGEST_FAILURE),
                took,
                List.copyOf(examination.rows));
    }

    private void read(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("START TRANSACTION READ ONLY");
            try {
                statement.setQueryTimeout(MOST_SECONDS);
                try (var result = statement.executeQuery(sql + " LIMIT " + (MOST_ROWS + 1))) {
                    for (long i = 0; result.next(); i++) {
                        if (i == MOST_ROWS) {
                            cut = true;
                            break;
                        }
                        add(result.getString(1), result.getString(2));
                    }
                }
            } finally {
                statement.setQueryTimeout(0);
                statement.execute("COMMIT");
            }
        }
    }

    private void add(String tenant, String what) {
        found++;
        var id = tenant == null ? null : new TenantId(UUID.fromString(tenant));
        if (id != null) {
            red.accept(id);
        }
        if (rows.size() < SHOWN_ROWS) {
            rows.add(new Finding.Row(id, null, cut(String.valueOf(what), LONGEST_WHAT)));
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
