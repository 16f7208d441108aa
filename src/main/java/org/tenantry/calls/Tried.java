package org.tenantry.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tenantry.metering.Attempt;
import org.tenantry.metering.Hold;
import org.tenantry.models.OfferedModel;

/**
 * What has been tried of one held call so far, which model it is held for now, and how much was heard of it. Written by one
 * thread at a time.
 */
public final class Tried {
    private final List<Attempt> over = new ArrayList<>();
    private final Heard heard = new Heard();
    private OfferedModel model;
    private int mostOutputTokens;
    private Supplier<Attempt> running;

    public Tried(OfferedModel model, int mostOutputTokens) {
        this.model = model;
        this.mostOutputTokens = mostOutputTokens;
    }

    synchronized OfferedModel model() {
        return model;
    }

    /** Tokens that were heard by now, as the model that answers counts them. */
    long heard(String text, String reasoning) {
        return heard.tokens(model().tokenizer(), text, reasoning);
    }

    synchronized int mostOutputTokens() {
        return mostOutputTokens;
    }

    synchronized void movedTo(OfferedModel heir, Hold hold) {
        model = heir;
        mostOutputTokens = hold.mostOutputTokens();
    }

    synchronized int count() {
        return over.size();
    }

    /** An attempt runs; it tells how it stands when it is asked before its end. */
    synchronized void begins(Supplier<Attempt> attempt) {
        running = attempt;
    }

    synchronized void ends(Attempt attempt) {
        running = null;
        over.add(attempt);
    }

    /** All of them in order, one that still runs as it stands. */
    synchronized List<Attempt> attempts() {
        var all = new ArrayList<>(over);
        if (running != null) {
            all.add(running.get());
        }
        return all;
    }
}
