package org.tenantry.models;

import org.tenantry.values.InvalidInput;

/** Reads a line of text from outside. */
final class Texts {
    private Texts() {}

    /** The text without space around it; refused when it is empty, too long or has control characters. */
    static String line(String text, int longest, String refusal) {
        var line = text == null ? "" : text.strip();
        if (line.isEmpty() || line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput(refusal, longest);
        }
        return line;
    }
}
