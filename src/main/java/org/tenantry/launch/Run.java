package org.tenantry.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The run command's part inside the build: starts the launcher as a process of its own on the same terminal, ends with
 * its exit code, and when it is interrupted gives the launcher time to end cleanly.
 */
public final class Run {
    private static final int PATIENCE_SECONDS = 60;

    private Run() {}

    /** @param arguments the launcher's jar, then options for its Java machine */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var jar = Path.of(arguments[0]);
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        command.addAll(List.of("-jar", jar.toString()));
        var launcher = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(launcher), "tenantry-end"));
        System.exit(launcher.waitFor());
    }

    private static void end(Process launcher) {
        launcher.destroy();
        try {
            launcher.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
