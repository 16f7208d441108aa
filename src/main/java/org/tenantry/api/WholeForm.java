package org.tenantry.api;

import org.tenantry.values.ToolRequest;

/** Writes an answer that only ever comes in one piece. */
abstract class WholeForm implements AnswerForm {
    private static final byte[] NOTHING = {};

    @Override
    public final byte[] begin() {
        return NOTHING;
    }

    @Override
    public final byte[] words(String text, String reasoning) {
        return NOTHING;
    }

    @Override
    public final byte[] request(int index, boolean first, ToolRequest piece) {
        return NOTHING;
    }

    @Override
    public final byte[] end(Whole answer) {
        return NOTHING;
    }

    @Override
    public final byte[] failure(ApiError error, Whole answer) {
        return error.json();
    }
}
