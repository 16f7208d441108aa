package org.tenantry.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets emphasis work in Chinese, Japanese and Korean, where no space stands between words: {@code **“重点”**内容} is bold.
 * CommonMark takes such a run of stars for text, because punctuation is on one side and a letter on the other; a mark
 * between the letter and the run, taken out again afterwards, makes it see the run as its writer does.
 */
final class CjkEmphasis {
    /** A punctuation character (U+16FE2) that no text of today uses. */
    private static final String MARK = "\uD81B\uDFE2";

    private static final Pattern RUN = Pattern.compile("\\*+|~~+");
    private static final Pattern WRITTEN = Pattern.compile(MARK + "|&#(?:94178|x16[fF][eE]2);|%F0%96%BF%A2");

    private CjkEmphasis() {}

    static String mark(String text) {
        if (text.indexOf('*') < 0 && !text.contains("~~")) {
            return text;
        }
        var matcher = RUN.matcher(text);
        var marked = new StringBuilder(text.length() + 16);
        while (matcher.find()) {
            int before = matcher.start() == 0 ? ' ' : text.codePointBefore(matcher.start());
            int after = matcher.end() == text.length() ? ' ' : text.codePointAt(matcher.end());
            var run = matcher.group();
            if (isCjk(before) && isPunctuation(after)) {
                run = MARK + run;
            } else if (isPunctuation(before) && isCjk(after)) {
                run = run + MARK;
            }
            matcher.appendReplacement(marked, Matcher.quoteReplacement(run));
        }
        return matcher.appendTail(marked).toString();
    }

    static String unmark(String html) {
        return WRITTEN.matcher(html).replaceAll("");
    }

    private static boolean isCjk(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> Character.isLetterOrDigit(codePoint);
            default -> codePoint >= 0xFF10 && codePoint <= 0xFF5A && Character.isLetterOrDigit(codePoint);
        };
    }

    private static boolean isPunctuation(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL -> true;
            default -> false;
        };
    }
}
