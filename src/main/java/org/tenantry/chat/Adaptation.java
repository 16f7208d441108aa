package org.tenantry.chat;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/** Fits a message into a page: its headings start below those of the page, images become links, tasks get a box. */
final class Adaptation extends AbstractVisitor {
    private static final int SHIFT = 2;
    private static final int LOWEST = 6;

    @Override
    public void visit(Heading heading) {
        heading.setLevel(Math.min(LOWEST, heading.getLevel() + SHIFT));
        visitChildren(heading);
    }

    @Override
    public void visit(Image image) {
        var link = new Link(image.getDestination(), image.getTitle());
        while (image.getFirstChild() != null) {
            link.appendChild(image.getFirstChild());
        }
        if (link.getFirstChild() == null) {
            link.appendChild(new Text(image.getDestination()));
        }
        image.insertAfter(link);
        image.unlink();
        visitChildren(link);
    }

    @Override
    public void visit(ListItem item) {
        if (item.getFirstChild() instanceof Paragraph paragraph && paragraph.getFirstChild() instanceof Text text) {
            box(text);
        }
        visitChildren(item);
    }

    @Override
    protected void visitChildren(Node parent) {
        for (Node child = parent.getFirstChild(), next; child != null; child = next) {
            next = child.getNext();
            child.accept(this);
        }
    }

    private static void box(Text text) {
        var literal = text.getLiteral();
        if (literal.startsWith("[ ] ")) {
            text.setLiteral("☐ " + literal.substring(4));
        } else if (literal.startsWith("[x] ") || literal.startsWith("[X] ")) {
            text.setLiteral("☑ " + literal.substring(4));
        }
    }
}
