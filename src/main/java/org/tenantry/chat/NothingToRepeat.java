package org.tenantry.chat;

import org.tenantry.values.Refusal;

/** What shall be asked again is no answer, or what shall be asked in other words no question, of this conversation. */
public class NothingToRepeat extends Refusal {
    private static final long serialVersionUID = 1L;

    public NothingToRepeat() {
        super(409, "chat.refusal.nothingToRepeat");
    }
}
