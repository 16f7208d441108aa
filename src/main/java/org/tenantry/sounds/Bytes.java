package org.tenantry.sounds;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file, looked at here and there; only one window of it is ever in memory. Beyond its end there is {@link Short}. */
final class Bytes implements Closeable {
    private static final int WINDOW = 64 << 10;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private long from;
    private int filled;

    /** The file ends where something of it should be. */
    static final class Short extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Short() {
            super("the file is too short", null, false, false);
        }
    }

    Bytes(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
        size = channel.size();
    }

    long size() {
        return size;
    }

    /** From 0 to 255. */
    int at(long place) throws IOException {
        if (place < 0 || place >= size) {
            throw new Short();
        }
        if (place < from || place >= from + filled) {
            fill(place);
        }
        return window.get((int) (place - from)) & 0xff;
    }

    private void fill(long place) throws IOException {
        window.clear();
        from = place;
        filled = 0;
        while (window.hasRemaining()) {
            int read = channel.read(window, from + filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        if (filled == 0) {
            throw new Short();
        }
    }

    /** A whole number of so many bytes, the highest first. */
    long big(long place, int length) throws IOException {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | at(place + i);
        }
        return number;
    }

    /** A whole number of so many bytes, the lowest first. */
    long little(long place, int length) throws IOException {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | at(place + i);
        }
        return number;
    }

    /** Whether these letters stand there. */
    boolean says(long place, String letters) throws IOException {
        var wanted = letters.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (place + i >= size || at(place + i) != (wanted[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Where it begins after what was written about it (ID3, any number of them). */
    long afterTags() throws IOException {
        long place = 0;
        for (int i = 0; i < 16 && says(place, "ID3") && place + 10 <= size; i++) {
            long length = 0;
            for (int j = 6; j < 10; j++) {
                length = length << 7 | at(place + j) & 0x7f;
            }
            boolean footer = (at(place + 5) & 0x10) != 0;
            place += 10 + length + (footer ? 10 : 0);
        }
        return place;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
