package org.tenantry.api;

import java.util.List;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.ToolRequest;

/**
 * How one answer is written for the program that asked: piece by piece for a stream, or whole. One object writes one answer
 * and is used by one thread at a time. Bytes that are empty are not sent.
 */
interface AnswerForm {
    /** How an answer ended, as far as its reader is told. */
    enum End {
        STOP,
        TOOLS,
        LENGTH,
        FILTERED
    }

    /** All of an answer; {@code usage} is what is paid. */
    record Whole(String text, String reasoning, List<ToolRequest> requests, End end, TokenUsage usage) {}

    /** What stands before the first piece. */
    byte[] begin();

    byte[] words(String text, String reasoning);

    /** A piece of a request for a tool; {@code first} where nothing of it was written before. */
    byte[] request(int index, boolean first, ToolRequest piece);

    /** What stands after the last piece of an answer that is whole. */
    byte[] end(Whole answer);

    /** What stands after the last piece of one that broke off. */
    byte[] failure(ApiError error, Whole answer);

    /** The whole answer in one piece, which is a JSON object unless {@link #type} says otherwise. */
    byte[] whole(Whole answer);

    /** What kind of text the answer in one piece is. */
    default String type() {
        return ApiError.JSON;
    }

    /** Called once when nothing more will be asked of it. */
    default void over() {}
}
