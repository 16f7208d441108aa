package org.tenantry.values;

/**
 * A model asks for a tool: {@code id} names the request within the conversation, {@code arguments} is what the model
 * wrote, kept as it is even if it is not {@code readable}, which means: one JSON object. Whether it fits the tool's schema,
 * or there is such a tool at all, is for whoever runs it to find out.
 */
public record ToolRequest(String id, String name, String arguments, boolean readable) {
    /** Of an answer. */
    public static final int MOST = 64;

    /** Characters of arguments. */
    public static final int LONGEST_ARGUMENTS = 256 * 1024;

    /** No arguments at all are none: {@code {}}. */
    public static ToolRequest of(String id, String name, String arguments) {
        var written = arguments.isBlank() ? "{}" : arguments;
        return new ToolRequest(id, name, written, Tool.isObject(written));
    }
}
