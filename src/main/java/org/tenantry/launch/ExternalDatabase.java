package org.tenantry.launch;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Somebody else's MariaDB: asked before the server starts, because the server cannot wait for it. */
final class ExternalDatabase {
    private static final int PATIENCE_SECONDS = 15;
    private static final String NO_CONNECTION = "08";

    private ExternalDatabase() {}

    /** Waits until the database lets the account in; the driver stays out of the server's class path. */
    static void await(String url, String user, String password, Path driverJar) {
        var account = new Properties();
        account.setProperty("user", user);
        account.setProperty("password", password);
        account.setProperty("connectTimeout", "5000");
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (var loader = new URLClassLoader(
                new java.net.URL[] {driverJar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            var driver = (Driver) loader.loadClass("org.mariadb.jdbc.Driver")
                    .getDeclaredConstructor()
                    .newInstance();
            if (!driver.acceptsURL(url)) {
                throw new Fault("TENANTRY_DB_URL must begin with jdbc:mariadb://");
            }
            for (var refused = refusal(driver, url, account); refused.isPresent(); ) {
                if (System.nanoTime() > deadline || !isNotThere(refused.get())) {
                    throw new Fault("The database at " + url.split("\\?", 2)[0] + " cannot be used: "
                            + firstLine(refused.get()));
                }
                Thread.sleep(500);
                refused = refusal(driver, url, account);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ReflectiveOperationException | SQLException e) {
            throw new Fault("The database driver cannot be loaded: " + e);
        }
    }

    private static Optional<SQLException> refusal(Driver driver, String url, Properties account) {
        try (var connection = driver.connect(url, account)) {
            connection.isValid(5);
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(refused);
        }
    }

    private static boolean isNotThere(SQLException refused) {
        return refused.getSQLState() != null && refused.getSQLState().startsWith(NO_CONNECTION);
    }

    private static String firstLine(SQLException refused) {
        return refused.getMessage().lines().findFirst().orElse("");
    }
}
