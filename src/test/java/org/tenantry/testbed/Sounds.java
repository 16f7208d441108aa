package org.tenantry.testbed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Recordings of silence, each as short as its form allows, with the length that its name says. */
public final class Sounds {
    private Sounds() {}

    /** 8,000 samples of one byte a second. */
    public static byte[] wav(int millis) {
        int samples = millis * 8;
        return ByteBuffer.allocate(44 + samples)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(36 + samples)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(8_000)
                .putShort((short) 1)
                .putShort((short) 8)
                .put(ascii("data"))
                .putInt(samples)
                .array();
    }

    /** So many frames of 1,152 samples, 44,100 a second. */
    public static byte[] mp3(int frames) {
        int length = 144 * 32_000 / 44_100;
        var bytes = ByteBuffer.allocate(frames * length);
        for (int i = 0; i < frames; i++) {
            bytes.put(i * length, (byte) 0xff).put(i * length + 1, (byte) 0xfb).put(i * length + 2, (byte) 0x10);
        }
        return bytes.array();
    }

    /** So many frames of 1,024 samples, 16,000 a second. */
    public static byte[] aac(int frames) {
        int length = 32;
        var bytes = new byte[frames * length];
        for (int i = 0; i < frames; i++) {
            bytes[i * length] = (byte) 0xff;
            bytes[i * length + 1] = (byte) 0xf1;
            bytes[i * length + 2] = (byte) (1 << 6 | 8 << 2);
            bytes[i * length + 4] = (byte) (length >> 3);
            bytes[i * length + 5] = (byte) ((length & 7) << 5);
        }
        return bytes;
    }

    /** So many samples, 44,100 a second. */
    public static byte[] flac(long samples) {
        return ByteBuffer.allocate(1_000)
                .put(ascii("fLaC"))
                .putInt(0x80000022)
                .put(new byte[10])
                .putLong(44_100L << 44 | 1L << 41 | 15L << 36 | samples)
                .array();
    }

    /** So many samples, 48,000 a second, after some that are skipped. */
    public static byte[] opus(long samples) {
        var head = ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("OpusHead"))
                .put((byte) 1)
                .put((byte) 1)
                .putShort((short) 312)
                .putInt(48_000);
        var out = new ByteArrayOutputStream();
        out.writeBytes(page(2, 0, head.array()));
        out.writeBytes(page(0, 0, new byte[200]));
        out.writeBytes(page(4, 312 + samples, new byte[255]));
        out.writeBytes(new byte[1_000]);
        return out.toByteArray();
    }

    private static byte[] page(int flags, long granule, byte[] body) {
        return ByteBuffer.allocate(28 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("OggS"))
                .put((byte) 0)
                .put((byte) flags)
                .putLong(granule)
                .putInt(7)
                .putInt(0)
                .putInt(0)
                .put((byte) 1)
                .put((byte) body.length)
                .put(body)
                .array();
    }

    /** So many ticks of that scale. */
    public static byte[] m4a(int scale, int ticks) {
        var media = box(
                "mdia",
                join(
                        box("mdhd", ints(0, 0, 0, scale, ticks, 0)),
                        box("hdlr", join(ints(0, 0), ascii("soun"), new byte[12]))));
        var track = box("trak", join(box("tkhd", ints(0, 0, 0, 1)), media));
        return join(box("ftyp", join(ascii("M4A "), new byte[8])), box("moov", track), box("mdat", new byte[600]));
    }

    /** As a browser writes it: without a length, in blocks of which the last begins then. */
    public static byte[] webm(int lastMillis) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0x1A, 0x45, 0xDF, 0xA3, 0x80));
        out.writeBytes(bytes(0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        out.writeBytes(bytes(0x1F, 0x43, 0xB6, 0x75, 0xff));
        out.writeBytes(bytes(0xE7, 0x81, 0x00));
        for (int at : new int[] {0, lastMillis / 2, lastMillis}) {
            out.writeBytes(bytes(0xA3, 0x40, 0xcc, 0x81, at >> 8, at & 255, 0x80));
            out.writeBytes(new byte[200]);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] box(String name, byte[] body) {
        return join(ints(8 + body.length), ascii(name), body);
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(values.length * 4);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
