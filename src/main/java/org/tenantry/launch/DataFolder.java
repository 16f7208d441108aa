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

    static final long LEAST_FREE_BYTES = 300L * 1024 * 1024;

    private final Path folder;

    // Held until the process ends: the lock is the proof that nobody else uses the folder.
    private FileChannel lock;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder if it is missing and takes it for this process, or says why that is not possible. */
    void take(long leastFreeBytes) {
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw inUse();
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < leastFreeBytes) {
                throw new Fault("The disk of " + folder + " has only " + free / (1024 * 1024)
                        + " MB free: make room for at least "
                        + leastFreeBytes / (1024 * 1024) + " MB, or set TENANTRY_DATA_DIR to another disk.");
            }
        } catch (OverlappingFileLockException other) {
            throw inUse();
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** A folder for temporary files, emptied of what an earlier start left. */
    Path emptied(String name) {
        try {
            delete(path(name));
            return Files.createDirectories(path(name));
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The key of that name: read if it is there, else made of 32 random bytes, as base64, and kept. */
    String key(String name) {
        var random = new byte[32];
        RANDOM.nextBytes(random);
        return kept(name, Base64.getEncoder().encodeToString(random));
    }

    /** The password of that name: read if it is there, else made up and kept. */
    String password(String name) {
        return kept(name, freshPassword());
    }

    /** A password that is easy to type: about 99 bits. */
    static String freshPassword() {
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(EASY.charAt(RANDOM.nextInt(EASY.length()))).append(i % 5 == 4 && i < 19 ? "-" : "");
        }
        return text.toString();
    }

    /**
     * Whether this is a first start: no database is there yet, or one that nobody was ever told how to sign in to,
     * because the first start was broken off. What such a start left behind is thrown away.
     */
    boolean beginFirstStart() {
        var unfinished = path("first-start");
        try {
            if (Files.exists(unfinished)) {
                delete(path("mariadb"));
            }
            if (Files.exists(path("mariadb"))) {
                return false;
            }
            Files.writeString(unfinished, "This first start has not come to its end; the next start begins anew.\n");
            return true;
        } catch (IOException failure) {
            throw unusable(failure);
        }
    }

    /** From now on the data are kept. */
    void endFirstStart() throws IOException {
        Files.deleteIfExists(path("first-start"));
    }

    private String kept(String name, String fresh) {
        var file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, fresh);
            return fresh;
        } catch (IOException failure) {
            throw new Fault("The file " + file + " cannot be read or written: " + failure.getMessage() + ".");
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    private Fault unusable(IOException failure) {
        return new Fault("The data folder " + folder + " cannot be written ("
                + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                + "): set TENANTRY_DATA_DIR to a folder that can.");
    }

    private Fault inUse() {
        return new Fault("Another instance is running on " + folder
                + ": stop it, or set TENANTRY_DATA_DIR to a folder of its own.");
    }
}
