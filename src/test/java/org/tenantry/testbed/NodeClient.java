package org.tenantry.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs in JavaScript that use the npm package {@code openai}: with the system's Node, else the distribution's, and
 * the package from npm's usual registry, kept in the build folder. Where one of them cannot be had the tests fail; they are
 * never skipped.
 */
public final class NodeClient {
    /** The newest that runs with the Node of the distributions that we know; from 7 on it wants Node 22. */
    private static final String VERSION = "6.49.0";

    private static final int MOST_MINUTES = 3;

    /** What a program wrote, and how it ended. */
    public record Ran(int status, List<String> lines) {}

    private NodeClient() {}

    /** Runs a program of the folder {@code clients}. */
    public static Ran run(String program, Map<String, String> environment) {
        try {
            var folder = withPackage();
            var script = folder.resolve(program);
            Files.writeString(script, Bed.text("/clients/" + program));
            return run(folder, List.of(program("node").toString(), script.toString()), environment);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path withPackage() throws IOException {
        var folder = Files.createDirectories(Path.of(System.getProperty("testbed.target"), "node"));
        var about = folder.resolve("node_modules/openai/package.json");
        if (Files.exists(about) && Files.readString(about).contains("\"version\": \"" + VERSION + "\"")) {
            return folder;
        }
        var npm = run(
                folder,
                List.of(
                        program("npm").toString(),
                        "install",
                        "--prefix",
                        folder.toAbsolutePath().toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--no-package-lock",
                        "openai@" + VERSION),
                Map.of());
        if (npm.status() != 0) {
            throw new IllegalStateException("npm could not fetch openai@" + VERSION + ", which this test needs: "
                    + String.join("\n", npm.lines()));
        }
        return folder;
    }

    private static Path program(String name) {
        return Distribution.program(name)
                .or(() -> {
                    Distribution.install("nodejs", "npm");
                    return Distribution.program(name);
                })
                .orElseThrow(() -> new IllegalStateException(
                        name + " is missing: install Node.js and npm of your distribution (nodejs, npm)"));
    }

    private static Ran run(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " took too long: " + Files.readString(output));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new Ran(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    }
}
