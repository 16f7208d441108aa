package org.tenantry.api;

/** Builds the text of a page: what is {@link #raw} is markup, what is {@link #text} is shown as it is, whatever it holds. */
final class Markup {
    private final StringBuilder built = new StringBuilder(1 << 16);

    Markup raw(String markup) {
        built.append(markup);
        return this;
    }

    Markup text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> built.append("&amp;");
                case '<' -> built.append("&lt;");
                case '>' -> built.append("&gt;");
                case '"' -> built.append("&quot;");
                default -> built.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return built.toString();
    }
}
