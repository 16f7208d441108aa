package org.tenantry.calls;

import java.util.List;

/** Tells whether a text has code in it: a fence, or two of the marks that prose does not have. */
final class CodeMarks {
    private static final List<String> INLINE =
            List.of("){", ") {", "();", ");", "=>", "</", "==", "!=", "&&", "||", "::", "->", "+=", "[]", "/*", "\\n");

    private static final List<String> STARTS = List.of(
            "def ",
            "class ",
            "import ",
            "from ",
            "public ",
            "private ",
            "function ",
            "const ",
            "let ",
            "var ",
            "return ",
            "#include",
            "select ",
            "insert into ",
            "create table ",
            "for (",
            "if (",
            "while (",
            "@",
            "fn ",
            "func ",
            "package ",
            "using ",
            "<?",
            "$ ");

    private static final int ENOUGH = 2;

    private CodeMarks() {}

    /** {@code lower} is the text in small letters. */
    static boolean in(String lower) {
        if (lower.contains("```")) {
            return true;
        }
        int found = 0;
        for (var mark : INLINE) {
            if (lower.contains(mark) && ++found == ENOUGH) {
                return true;
            }
        }
        for (int from = 0; from < lower.length(); ) {
            int end = lower.indexOf('\n', from);
            int to = end < 0 ? lower.length() : end;
            if (isCode(lower, from, to) && ++found == ENOUGH) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private static boolean isCode(String text, int from, int to) {
        int first = from;
        while (first < to && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        int last = to - 1;
        while (last > first && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        if (first >= last) {
            return first == last && "{}".indexOf(text.charAt(first)) >= 0;
        }
        char end = text.charAt(last);
        if (end == ';' || end == '{' || end == '}') {
            return true;
        }
        // a word of code begins the line, and the line ends unlike a sentence
        if (".?!,。？！，".indexOf(end) < 0) {
            for (var start : STARTS) {
                if (text.startsWith(start, first)) {
                    return true;
                }
            }
        }
        return false;
    }
}
