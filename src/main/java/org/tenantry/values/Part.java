package org.tenantry.values;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A piece of what is said to or by a model. Whatever it is, it is all here: nothing is ever fetched from an address. */
public sealed interface Part {
    /** The largest image, in bytes. */
    int LARGEST_IMAGE = 5 << 20;

    /** All the words among some pieces. */
    static String words(List<Part> parts) {
        return parts.stream()
                .filter(Text.class::isInstance)
                .map(part -> ((Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    /** All the pictures among some pieces. */
    static List<Image> images(List<Part> parts) {
        return parts.stream()
                .filter(Image.class::isInstance)
                .map(Image.class::cast)
                .toList();
    }

    /** Words. */
    record Text(String text) implements Part {}

    /** A picture, of at most {@link #LARGEST_IMAGE} bytes, in one of the kinds that models can see. */
    record Image(String mediaType, String base64) implements Part {
        private static final Set<String> KINDS = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
        private static final Pattern DATA_URL = Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,");

        public Image {
            if (!KINDS.contains(mediaType)) {
                throw new InvalidInput("values.refusal.imageKind");
            }
            if (size(base64) > LARGEST_IMAGE) {
                throw new InvalidInput("values.refusal.imageSize", LARGEST_IMAGE >> 20);
            }
            if (base64.isEmpty() || !plain(base64)) {
                throw new InvalidInput("values.refusal.imageUrl");
            }
        }

        public static Image of(String mediaType, byte[] bytes) {
            return new Image(mediaType, Base64.getEncoder().encodeToString(bytes));
        }

        /** From {@code data:image/png;base64,…}; any other address is refused, since it would have to be fetched. */
        public static Image of(String dataUrl) {
            int comma = dataUrl.indexOf(',') + 1;
            var head = DATA_URL.matcher(dataUrl.substring(0, Math.min(comma, 100)));
            if (!head.matches()) {
                throw new InvalidInput("values.refusal.imageUrl");
            }
            return new Image(head.group(1), dataUrl.substring(comma));
        }

        public String dataUrl() {
            return "data:" + mediaType + ";base64," + base64;
        }

        /** In bytes. */
        public int size() {
            return (int) size(base64);
        }

        private static long size(String base64) {
            return base64.length() / 4 * 3L - padding(base64);
        }

        private static int padding(String base64) {
            return base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        }

        /** Looks only at what it is made of: the server need not hold the picture twice. */
        private static boolean plain(String base64) {
            for (int i = 0; i < base64.length() - padding(base64); i++) {
                char c = base64.charAt(i);
                boolean digit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
                if (!digit && c != '+' && c != '/') {
                    return false;
                }
            }
            return base64.length() % 4 == 0;
        }

        /** Leaves out the picture: it is long, and nobody's business in a log. */
        @Override
        public String toString() {
            return mediaType + " of " + size() + " bytes";
        }
    }
}
