package org.tenantry.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an answer that grows into blocks that will not change any more and an open tail, so that only the tail is
 * rendered again. What a line means is judged when the line is whole.
 */
final class Blocks {
    private final List<String> closed = new ArrayList<>();
    private String tail = "";
    private int tailFrom;
    private int judgedTo;

    /** Takes the whole text so far, which begins with all that was taken before. */
    void grow(String text) {
        int whole = text.lastIndexOf('\n') + 1;
        if (whole > judgedTo) {
            judgedTo = whole;
            close(text, whole);
        }
        var open = text.substring(tailFrom);
        tail = open.isBlank()
                ? ""
                : tailFrom >= Markdown.MOST_CHARACTERS ? Markdown.plain(open) : Markdown.answer(open);
    }

    /** The finished blocks and, when there is one, the open tail as the last. */
    List<String> html() {
        var html = new ArrayList<>(closed);
        if (!tail.isEmpty()) {
            html.add(tail);
        }
        return html;
    }

    int closedCount() {
        return closed.size();
    }

    int tailLength(String text) {
        return text.length() - tailFrom;
    }

    /** Closes all blocks but the last of the open part's whole lines. */
    private void close(String text, int whole) {
        if (tailFrom >= Markdown.MOST_CHARACTERS) {
            closePlain(text);
            return;
        }
        var open = text.substring(tailFrom, whole);
        var last = Markdown.parse(open).getLastChild();
        if (last == null || last.getSourceSpans().isEmpty()) {
            return;
        }
        int line = last.getSourceSpans().get(0).getLineIndex();
        int start = startOfLine(open, line);
        if (start > 0) {
            closed.addAll(Markdown.blocks(open.substring(0, start)));
            tailFrom += start;
        }
    }

    private void closePlain(String text) {
        for (; text.length() - tailFrom > Markdown.PLAIN_PIECE; tailFrom += Markdown.PLAIN_PIECE) {
            closed.add(Markdown.plain(text.substring(tailFrom, tailFrom + Markdown.PLAIN_PIECE)));
        }
    }

    private static int startOfLine(String text, int line) {
        int at = 0;
        for (int seen = 0; seen < line && at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n')) {
                seen++;
            }
        }
        return at;
    }
}
