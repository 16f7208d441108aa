package org.tenantry.testbed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The product as its operator runs it: the launcher's jar as a process of its own. */
public final class Product implements AutoCloseable {
    private final Process process;
    private final Path dataFolder;
    private final Path output;
    private final int port;

    /** Starts it and comes back at once; {@code output} collects what the operator reads. */
    public Product(Path dataFolder, Path output, int port, Map<String, String> environment) throws IOException {
        this(List.of("-Xmx700m", "-XX:TieredStopAtLevel=1"), dataFolder, output, port, environment);
    }

    public Product(List<String> javaOptions, Path dataFolder, Path output, int port, Map<String, String> environment)
            throws IOException {
        this.dataFolder = dataFolder;
        this.output = output;
        this.port = port;
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.add("-jar");
        command.add(System.getProperty("testbed.target") + File.separator + "tenantry-launcher.jar");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TENANTRY_") || name.equals("OPENAI_API_KEY"));
        builder.environment().put("TENANTRY_DATA_DIR", dataFolder.toString());
        builder.environment().put("TENANTRY_HTTP_PORT", String.valueOf(port));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits for the greeting; fails with what was printed when it ends before. */
    public Product ready() {
        Awaitility.await("the greeting").atMost(4, TimeUnit.MINUTES).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + ":\n" + said());
            }
            return said().contains("is ready at");
        });
        return this;
    }

    public String said() throws IOException {
        return Files.readString(output);
    }

    public ProcessHandle server() {
        return process.toHandle();
    }

    /** The process of the embedded database. */
    public ProcessHandle embeddedDatabase() throws IOException {
        var pid = Files.readString(dataFolder.resolve("mariadb/mariadbd.pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    public Connection openEmbeddedDatabase() throws IOException, SQLException {
        var port = embeddedDatabase().info().arguments().stream()
                .flatMap(Arrays::stream)
                .filter(argument -> argument.startsWith("--port="))
                .map(argument -> argument.substring("--port=".length()))
                .findFirst()
                .orElseThrow();
        var password = Files.readString(dataFolder.resolve("database-password")).strip();
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/tenantry", "tenantry", password);
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Ctrl-C, as far as the process can tell; answers its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** {@code kill -9}: nothing is said goodbye to. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Waits for its end and answers the exit code. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("did not end within two minutes");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
