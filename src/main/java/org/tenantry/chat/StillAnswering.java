package org.tenantry.chat;

import org.tenantry.values.Refusal;

/** An answer is still being written in the conversation: wait for it or stop it. */
public class StillAnswering extends Refusal {
    private static final long serialVersionUID = 1L;

    public StillAnswering() {
        super(409, "chat.refusal.stillAnswering");
    }
}
