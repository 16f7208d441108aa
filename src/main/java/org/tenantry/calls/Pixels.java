package org.tenantry.calls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.tenantry.models.Prompt;
import org.tenantry.values.Part;

/** Reads how large a picture is from its beginning, without unpacking it. */
final class Pixels {
    private Pixels() {}

    /** Its size; unknown where the picture is of a kind that says it another way, or broken. */
    static Prompt.Image of(Part.Image image) {
        var packed = new ByteArrayInputStream(image.base64().getBytes(StandardCharsets.ISO_8859_1));
        try (var stream = new MemoryCacheImageInputStream(Base64.getDecoder().wrap(packed))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Prompt.Image.UNKNOWN;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return new Prompt.Image(reader.getWidth(0), reader.getHeight(0), false);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Prompt.Image.UNKNOWN;
        }
    }
}
