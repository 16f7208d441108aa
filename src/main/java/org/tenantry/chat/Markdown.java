package org.tenantry.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Makes safe HTML of what people and models write. Raw HTML is shown as text, links open apart and are not followed by
 * search engines, images become links, so that reading a message fetches nothing from anywhere. No text, however made,
 * takes more than a moment: nesting, the length of a paragraph and the length of a message are bounded.
 */
public final class Markdown {
    /** Beyond this many characters a message goes on as plain text. */
    static final int MOST_CHARACTERS = 200_000;

    /** How much of it makes one block. */
    static final int PLAIN_PIECE = 20_000;

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(100)
            .maxInlineNesting(100)
            .inlineParserFactory(BoundedInlines::new)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private static final Pattern FENCE = Pattern.compile("<pre><code class=\"language-([^\"]*)\">");

    private static final HtmlRenderer ANSWER = renderer("\n");
    private static final HtmlRenderer QUESTION = renderer("<br />\n");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "code",
                    "em",
                    "strong",
                    "del",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td")
            .allowElements(
                    (element, attributes) -> {
                        attributes.add("target");
                        attributes.add("_blank");
                        return element;
                    },
                    "a")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href")
            .matching((element, attribute, value) -> isAbsolute(value) ? value : null)
            .onElements("a")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer", "ugc")
            .allowAttributes("start")
            .matching((element, attribute, value) -> value.matches("[0-9]{1,9}") ? value : null)
            .onElements("ol")
            .allowAttributes("class")
            .matching((element, attribute, value) -> value.matches("language-[A-Za-z0-9+#._-]{1,30}") ? value : null)
            .onElements("code")
            .allowAttributes("align")
            .matching(true, "left", "center", "right")
            .onElements("th", "td")
            .toFactory();

    private Markdown() {}

    /** What a model said. */
    public static String answer(String text) {
        return String.join("", blocks(text));
    }

    /** What a person wrote: a line break is a line break. */
    public static String question(String text) {
        return text.length() > MOST_CHARACTERS ? answer(text) : safe(QUESTION.render(parse(text)));
    }

    /** The blocks of an answer, one after the other. */
    static List<String> blocks(String text) {
        var rich = text.length() > MOST_CHARACTERS ? text.substring(0, cut(text)) : text;
        var blocks = new ArrayList<String>();
        for (var node = parse(rich).getFirstChild(); node != null; node = node.getNext()) {
            var html = safe(ANSWER.render(node));
            if (!html.isBlank()) {
                blocks.add(html);
            }
        }
        for (int from = rich.length(); from < text.length(); from += PLAIN_PIECE) {
            blocks.add(plain(text.substring(from, Math.min(text.length(), from + PLAIN_PIECE))));
        }
        return blocks;
    }

    static Node parse(String text) {
        var document = PARSER.parse(CjkEmphasis.mark(text));
        document.accept(new Adaptation());
        return document;
    }

    /** Text as it is, for what is too long to be anything else. */
    static String plain(String text) {
        return "<pre tabindex=\"0\">"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</pre>";
    }

    /** The end of the last line that still belongs to the rich part. */
    private static int cut(String text) {
        int newline = text.lastIndexOf('\n', MOST_CHARACTERS);
        return newline > 0 ? newline + 1 : MOST_CHARACTERS;
    }

    /** What scrolls sideways can be reached by keyboard. The text is escaped by now, so these are our own tags. */
    private static String safe(String html) {
        var safe = CjkEmphasis.unmark(POLICY.sanitize(html));
        return FENCE.matcher(safe)
                .replaceAll("<div class=\"code\" data-lang=\"$1\"><pre tabindex=\"0\"><code class=\"language-$1\">")
                .replace("<pre><code>", "<div class=\"code\"><pre tabindex=\"0\"><code>")
                .replace("</code></pre>", "</code></pre></div>")
                .replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
    }

    private static boolean isAbsolute(String url) {
        var lower = url.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:");
    }

    private static HtmlRenderer renderer(String softBreak) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .softbreak(softBreak)
                .build();
    }
}
