package org.tenantry.calls;

/** The language of a question as its script tells it: Chinese, a language in Latin letters such as English, or another. */
public enum Language {
    ZH,
    EN,
    OTHER;

    /** Chinese characters say more each, so one of them weighs as much as two letters. */
    private static final int HAN_WEIGHT = 2;

    /** The script that most of a text is written in; what stands between fences of code does not count. */
    static Language of(String text) {
        int han = 0;
        int latin = 0;
        int other = 0;
        boolean fenced = false;
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == '`' && text.startsWith("```", at)) {
                fenced = !fenced;
                at += 2;
            } else if (!fenced && Character.isLetter(one)) {
                if (one < 0x250) {
                    latin++;
                } else if (one >= 0x4E00 && one <= 0x9FFF || one >= 0x3400 && one <= 0x4DBF) {
                    han += HAN_WEIGHT;
                } else {
                    other++;
                }
            }
        }
        int all = han + latin + other;
        if (han > 0 && 10 * han >= 3 * all && 5 * other < han) {
            return ZH;
        }
        return latin > 0 && 10 * latin >= 7 * all ? EN : OTHER;
    }
}
