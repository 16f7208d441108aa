package org.tenantry.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;

/**
 * The folder that keeps everything between starts. Held by one running instance at a time; secrets in it are readable
 * by their owner only.
 */
class DataFolder {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Letters and digits that no one mistakes for each other. */
    private static final String EASY = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final long LEAST_FREE_BYTES = 300L * 1024 * 1024;

    private final Path folder;

    // Held until the process ends: the lock is the proof that nobody else uses the folder.
    private FileChannel lock;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder if it is missing and takes it for this process, or says why that is not possible. */
    void take() {
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw inUse();
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new Fault("The disk of " + folder + " has only " + free / (1024 * 1024)
                        + " MB free: make room for at least 300 MB, or set TENANTRY_DATA_DIR to another disk.");
            }
        } catch (OverlappingFileLockException other) {
            throw inUse();
        } catch (IOException failure) {
            throw new Fault("The data folder " + folder + " cannot be written (" + failure.getMessage()
                    + "): set TENANTRY_DATA_DIR to a folder that can.");
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** A folder for temporary files, emptied of what an earlier start left. */
    Path emptied(String name) {
        var path = folder.resolve(name);
        try {
            if (Files.exists(path)) {
                try (var files = Files.walk(path)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(path);
        } catch (IOException failure) {
            throw new Fault("The folder " + path + " cannot be emptied: " + failure.getMessage() + ".");
        }
    }

    /** The key of that name: read if it is there, else made of 32 random bytes, as base64, and kept. */
    String key(String name) {
        var random = new byte[32];
        RANDOM.nextBytes(random);
        return kept(name, Base64.getEncoder().encodeToString(random));
    }

    /** The password of that name: read if it is there, else made up, easy to type, and kept. */
    String password(String name) {
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(EASY.charAt(RANDOM.nextInt(EASY.length()))).append(i % 5 == 4 && i < 19 ? "-" : "");
        }
        return kept(name, text.toString());
    }

    private String kept(String name, String fresh) {
        var file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, fresh);
            return fresh;
        } catch (IOException failure) {
            throw new Fault("The file " + file + " cannot be read or written: " + failure.getMessage() + ".");
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    void mark(String name) throws IOException {
        Files.writeString(folder.resolve(name), "");
    }

    void forget(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    private Fault inUse() {
        return new Fault("Another instance is running on " + folder
                + ": stop it, or set TENANTRY_DATA_DIR to a folder of its own.");
    }
}
