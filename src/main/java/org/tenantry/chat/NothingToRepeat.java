package org.tenantry.chat;

import org.tenantry.values.Refusal;

/** Only the last answer of a conversation can be tried again, and only if it failed. */
public class NothingToRepeat extends Refusal {
    private static final long serialVersionUID = 1L;

    public NothingToRepeat() {
        super(409, "chat.refusal.nothingToRepeat");
    }
}
