package org.tenantry.models;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * What an image takes in tokens by the family of the model, as OpenAI publishes it: a sum for each tile of 512 pixels of
 * the image made smaller, or a factor for each patch of 32 pixels. For other models it is an estimate.
 */
final class ImageRule {
    private static final int LONGEST_SIDE = 2048;
    private static final int SHORTEST_SIDE = 768;
    private static final int TILE = 512;
    private static final int PATCH = 32;
    private static final int MOST_PATCHES = 1536;

    /** An image whose size nobody knows is taken for this large. */
    private static final int ASSUMED_SIDE = 1024;

    /** Tokens of any image, and of each tile; or, with a factor in hundredths, of patches. */
    private record Rule(String prefix, int base, int perTile, int hundredths) {}

    /** The first that begins the name counts, so longer names stand before shorter ones. */
    private static final List<Rule> RULES = List.of(
            new Rule("gpt-4.1-mini", 0, 0, 162),
            new Rule("gpt-4.1-nano", 0, 0, 246),
            new Rule("gpt-5-mini", 0, 0, 162),
            new Rule("gpt-5-nano", 0, 0, 246),
            new Rule("o4-mini", 0, 0, 172),
            new Rule("gpt-4o-mini", 2833, 5667, 0),
            new Rule("gpt-4o", 85, 170, 0),
            new Rule("chatgpt-4o", 85, 170, 0),
            new Rule("gpt-4.1", 85, 170, 0),
            new Rule("gpt-4.5", 85, 170, 0),
            new Rule("gpt-4-turbo", 85, 170, 0),
            new Rule("gpt-4-vision", 85, 170, 0),
            new Rule("gpt-5", 70, 140, 0),
            new Rule("o1", 75, 150, 0),
            new Rule("o3", 75, 150, 0),
            new Rule("computer-use", 65, 129, 0));

    private static final Rule OTHERS = new Rule("", 85, 170, 0);

    private final Rule rule;

    private ImageRule(Rule rule) {
        this.rule = rule;
    }

    static ImageRule of(String model) {
        var whole = model.toLowerCase(Locale.ROOT);
        var name = whole.substring(Math.max(whole.lastIndexOf('/') + 1, whole.startsWith("ft:") ? 3 : 0));
        return new ImageRule(RULES.stream()
                .filter(rule -> name.startsWith(rule.prefix()))
                .findFirst()
                .orElse(OTHERS));
    }

    PromptCount count(Prompt.Image image) {
        boolean known = image.width() > 0 && image.height() > 0;
        long width = known ? image.width() : ASSUMED_SIDE;
        long height = known ? image.height() : ASSUMED_SIDE;
        boolean exact = rule != OTHERS && (known || image.low() && rule.perTile() > 0);
        if (rule.hundredths() > 0) {
            return new PromptCount((patches(width, height) * rule.hundredths() + 99) / 100, exact);
        }
        return new PromptCount(image.low() ? rule.base() : rule.base() + rule.perTile() * tiles(width, height), exact);
    }

    /** Of the image made to fit a square of 2048 pixels, then to a shortest side of 768. */
    private static long tiles(long width, long height) {
        long longest = Math.max(width, height);
        long shortest = Math.min(width, height);
        if (longest > LONGEST_SIDE) {
            shortest = Math.max(1, shortest * LONGEST_SIDE / longest);
            longest = LONGEST_SIDE;
        }
        if (shortest > SHORTEST_SIDE) {
            longest = longest * SHORTEST_SIDE / shortest;
            shortest = SHORTEST_SIDE;
        }
        return up(longest, TILE) * up(shortest, TILE);
    }

    /** Of the image itself, or made smaller until a whole number of patches, at most 1536, covers one of its sides. */
    private static long patches(long width, long height) {
        long all = up(width, PATCH) * up(height, PATCH);
        if (all <= MOST_PATCHES) {
            return all;
        }
        // sides in patches, in millionths, after shrinking to just 1536 patches of area
        long across = root(width, height);
        long down = root(height, width);
        long wholeAcross = Math.max(1, across / MILLION);
        long wholeDown = Math.max(1, down / MILLION);
        // the stronger of the two cuts makes one side whole; the other is then covered
        boolean byWidth = wholeAcross * down < wholeDown * across;
        long otherDown = byWidth ? Math.max(1, up(wholeAcross * height, width)) : wholeDown;
        long otherAcross = byWidth ? wholeAcross : Math.max(1, up(wholeDown * width, height));
        return Math.min(MOST_PATCHES, otherAcross * otherDown);
    }

    private static final long MILLION = 1_000_000;

    /** √(1536 · one / other) in millionths. */
    private static long root(long one, long other) {
        return BigInteger.valueOf(MOST_PATCHES)
                .multiply(BigInteger.valueOf(MILLION * MILLION))
                .multiply(BigInteger.valueOf(one))
                .divide(BigInteger.valueOf(other))
                .sqrt()
                .longValueExact();
    }

    private static long up(long length, long step) {
        return (length + step - 1) / step;
    }
}
