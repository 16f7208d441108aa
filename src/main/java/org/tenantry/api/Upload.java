package org.tenantry.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A file that somebody sends, kept until it is closed, which may be done more than once; then it is gone. */
final class Upload implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Upload.class.getName());

    private final Path path;
    private final Runnable giveBack;
    private final MessageDigest digest;
    private final OutputStream out;
    private long bytes;

    Upload(Path folder, long most, Runnable giveBack) {
        this.giveBack = giveBack;
        try {
            digest = MessageDigest.getInstance("SHA-256");
            path = Files.createTempFile(folder, "recording", null);
            out = new Bounded(most, new DigestOutputStream(Files.newOutputStream(path), digest));
        } catch (IOException e) {
            giveBack.run();
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts, and takes no more than it may. */
    private final class Bounded extends OutputStream {
        private final long most;
        private final OutputStream to;

        Bounded(long most, OutputStream to) {
            this.most = most;
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] part, int from, int length) throws IOException {
            bytes += length;
            if (bytes > most) {
                throw FormData.tooLarge();
            }
            to.write(part, from, length);
        }

        @Override
        public void close() throws IOException {
            to.close();
        }
    }

    OutputStream out() {
        return out;
    }

    /** All of it is there. */
    void finish() throws IOException {
        out.close();
    }

    Path path() {
        return path;
    }

    long bytes() {
        return bytes;
    }

    /** SHA-256 of all that was written. */
    byte[] digest() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "a recording could not be deleted: " + path);
        } finally {
            giveBack.run();
        }
    }
}
