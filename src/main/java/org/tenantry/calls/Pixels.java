package org.tenantry.calls;

import java.util.Base64;
import org.tenantry.models.Prompt;
import org.tenantry.values.Part;

/** Reads the size of a picture from its first bytes, without looking at the picture; what is odd is of unknown size. */
final class Pixels {
    /** Before it there may be a small copy of the picture, profiles and notes. */
    private static final int LOOKED_AT = 400_000;

    private final byte[] bytes;

    private Pixels(byte[] bytes) {
        this.bytes = bytes;
    }

    static Prompt.Image of(Part.Image image) {
        var head =
                image.base64().substring(0, Math.min(LOOKED_AT, image.base64().length()));
        var pixels = new Pixels(Base64.getDecoder().decode(head));
        try {
            return switch (image.mediaType()) {
                case "image/png" -> pixels.size(pixels.big(16, 4), pixels.big(20, 4));
                case "image/gif" -> pixels.size(pixels.little(6, 2), pixels.little(8, 2));
                case "image/webp" -> pixels.webp();
                default -> pixels.jpeg();
            };
        } catch (ArrayIndexOutOfBoundsException shorter) {
            return Prompt.Image.UNKNOWN;
        }
    }

    /** The frame's head follows blocks that each tell their own length. */
    private Prompt.Image jpeg() {
        for (int at = 2; (bytes[at] & 0xFF) == 0xFF; at += 2 + big(at + 2, 2)) {
            int marker = bytes[at + 1] & 0xFF;
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return size(big(at + 7, 2), big(at + 5, 2));
            }
        }
        return Prompt.Image.UNKNOWN;
    }

    private Prompt.Image webp() {
        return switch (bytes[15]) {
            case 'X' -> size(little(24, 3) + 1, little(27, 3) + 1);
            case 'L' -> size((little(21, 2) & 0x3FFF) + 1, (little(22, 3) >> 6 & 0x3FFF) + 1);
            default -> size(little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF);
        };
    }

    private Prompt.Image size(int width, int height) {
        return width > 0 && height > 0 ? new Prompt.Image(width, height, false) : Prompt.Image.UNKNOWN;
    }

    private int big(int at, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private int little(int at, int length) {
        int value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }
}
