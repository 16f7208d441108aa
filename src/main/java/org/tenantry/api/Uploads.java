package org.tenantry.api;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the recordings that are being written down, each as a file in the server's folder for what is temporary: at most 64
 * at a time. What a dead server left there is deleted at the next start.
 */
@ApplicationScoped
class Uploads {
    private static final int MOST = 64;

    @Inject
    ServletContext server;

    private final Space space = new Space(MOST);
    private Path folder;

    @PostConstruct
    void begin() {
        var temporary = (File) server.getAttribute(ServletContext.TEMPDIR);
        folder = temporary.toPath().resolve("recordings");
        try {
            Files.createDirectories(folder);
            try (var left = Files.list(folder)) {
                for (var file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Room for one more. */
    Upload take() {
        return new Upload(folder, FormData.MOST_FILE_BYTES, space.take(1));
    }
}
