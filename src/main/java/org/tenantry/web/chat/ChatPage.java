package org.tenantry.web.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tenantry.chat.Conversations;
import org.tenantry.values.ConversationId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/**
 * Shows a conversation, or an empty one to begin, beside the list of all. It keeps no state, so it may stay open for
 * days; what its script changes goes through {@link ChatResource}.
 */
@Named
@RequestScoped
public class ChatPage {
    @Inject
    CurrentCaller caller;

    @Inject
    Conversations conversations;

    @Inject
    Bubbles bubbles;

    @Inject
    Messages msg;

    @Inject
    Clock clock;

    private String c;
    private Optional<Conversations.Row> open = Optional.empty();
    private List<Bubble> said = List.of();
    private List<Shelf> shelves = List.of();
    private boolean moreSaid;
    private boolean moreListed;

    public void load() {
        var me = caller.get();
        if (c != null && !c.isEmpty()) {
            var id = ConversationId.of(c);
            open = Optional.of(conversations.open(me, id));
            var page = conversations.messages(me, id, Integer.MAX_VALUE);
            said = bubbles.of(me, msg.voice(), page.messages());
            moreSaid = page.more();
        }
        var rows = conversations.list(me, Optional.empty());
        shelves = Shelf.of(rows, clock.instant(), msg.getZone());
        moreListed = rows.size() == Conversations.MOST_LISTED;
    }

    public String getC() {
        return c;
    }

    public void setC(String c) {
        this.c = c;
    }

    public String getConversation() {
        return open.map(row -> row.id().toString()).orElse("");
    }

    public String getTitle() {
        return open.map(Conversations.Row::title).orElse("");
    }

    public String getModel() {
        return open.map(Conversations.Row::choice).orElse("");
    }

    public List<Bubble> getBubbles() {
        return said;
    }

    public boolean isMoreSaid() {
        return moreSaid;
    }

    public List<Shelf> getShelves() {
        return shelves;
    }

    public boolean isMoreListed() {
        return moreListed;
    }

    public Bubble getBlankQuestion() {
        return Bubble.blank(true);
    }

    public Bubble getBlankAnswer() {
        return Bubble.blank(false);
    }
}
