package org.tenantry.chat;

import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLines;

/** Reads the inside of a paragraph; one beyond any that people write stays plain, because reading it takes its square. */
final class BoundedInlines implements InlineParser {
    private static final int MOST_CHARACTERS = 10_000;

    private final InlineParser inner;

    BoundedInlines(InlineParserContext context) {
        inner = new InlineParserImpl(context);
    }

    @Override
    public void parse(SourceLines lines, Node block) {
        var content = lines.getContent();
        if (content.length() > MOST_CHARACTERS) {
            block.appendChild(new Text(content));
        } else {
            inner.parse(lines, block);
        }
    }
}
