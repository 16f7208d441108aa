package org.tenantry.testbed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that tests need and the machine may have: looked for, and installed as the distribution's packages by root. */
final class Distribution {
    private Distribution() {}

    /** The first of these that can be run; each is a path, or a name that is looked for where programs are. */
    static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> name.startsWith("/")
                        ? Stream.of(Path.of(name))
                        : Stream.of(System.getenv()
                                        .getOrDefault("PATH", "/usr/bin:/bin")
                                        .split(File.pathSeparator))
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Installs packages if we may; whether that went well is told by looking for their programs again. */
    static void install(String... packages) {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return;
        }
        try {
            run(List.of("apt-get", "update"));
            var command = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
            command.addAll(List.of(packages));
            run(command);
        } catch (IOException failure) {
            throw new IllegalStateException(String.join(" ", packages) + " could not be installed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        process.environment().put("DEBIAN_FRONTEND", "noninteractive");
        process.start().waitFor();
    }
}
