package org.tenantry.gateway;

import java.util.List;
import org.tenantry.values.Part;
import org.tenantry.values.ToolRequest;

/**
 * One message of what is sent to a model. An assistant's may ask for tools; a tool's names the request that it
 * {@code answers}.
 */
public record Turn(Speaker speaker, List<Part> parts, List<ToolRequest> requests, String answers) {
    public Turn {
        parts = List.copyOf(parts);
        requests = List.copyOf(requests);
    }

    /** Words only. */
    public Turn(Speaker speaker, String text) {
        this(speaker, List.of(new Part.Text(text)), List.of(), "");
    }

    /** Who says it. */
    public enum Speaker {
        SYSTEM,
        USER,
        ASSISTANT,
        /** What came of a tool. */
        TOOL
    }

    /** All its words. */
    public String text() {
        return Part.words(parts);
    }

    public List<Part.Image> images() {
        return Part.images(parts);
    }
}
