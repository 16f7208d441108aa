package org.tenantry.web.papers;

/**
 * A paper in one language, ready to be shown, printed or pressed into a PDF: {@code body} is markup of our own {@link
 * Markup}; {@code running} stands at the foot of every page beside its number.
 */
public record Paper(String language, String title, String author, String running, String body) {
    /** The whole document, with this style sheet inside it. */
    String document(String css) {
        return "<html lang=\"" + Markup.escaped(language) + "\"><head><title>" + Markup.escaped(title)
                + "</title><meta name=\"author\" content=\"" + Markup.escaped(author)
                + "\"/><meta name=\"subject\" content=\"" + Markup.escaped(title) + "\"/><style>" + css
                + "</style></head><body class=\"pressed\"><div class=\"running\">" + Markup.escaped(running) + "</div>"
                + body + "</body></html>";
    }
}
