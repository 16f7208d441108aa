package org.tenantry.guard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a request says: some bytes, and where there is one a file in their midst, which is read bit by bit as it is sent and
 * never held in memory. {@code file} is null without one; it must stay as it is until the request is over.
 */
public record Content(byte[] before, Path file, long fileBytes, byte[] after) {
    private static final byte[] NOTHING = {};
    private static final int PAGE = 64 << 10;

    /** Bytes only. */
    public static Content of(byte[] bytes) {
        return new Content(bytes, null, 0, NOTHING);
    }

    public long length() {
        return before.length + fileBytes + after.length;
    }

    /** Reads it once from its beginning. */
    Reading read() {
        return new Reading();
    }

    /** One reading; only ever one thread at a time. */
    final class Reading implements Closeable {
        private final ByteBuffer first = ByteBuffer.wrap(before);
        private final ByteBuffer last = ByteBuffer.wrap(after);
        private ByteBuffer page;
        private FileChannel open;
        private long left = fileBytes;

        long remaining() {
            return first.remaining() + left + (page == null ? 0 : page.remaining()) + last.remaining();
        }

        /** What comes next; it has nothing left when all is read. */
        ByteBuffer next() throws IOException {
            if (first.hasRemaining()) {
                return first;
            }
            if (page != null && page.hasRemaining()) {
                return page;
            }
            return left > 0 ? turn() : last;
        }

        private ByteBuffer turn() throws IOException {
            if (open == null) {
                open = FileChannel.open(file, StandardOpenOption.READ);
                page = ByteBuffer.allocate(PAGE);
            }
            page.clear().limit((int) Math.min(PAGE, left));
            int read = open.read(page);
            if (read < 0) {
                throw new IOException("the file is shorter than it was");
            }
            left -= read;
            return page.flip();
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
            }
        }
    }
}
