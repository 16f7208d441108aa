package org.tenantry.chat;

/** Watches one answer being written. Told on threads shared by all answers: return at once, never block. */
public interface Reader {
    /** There may be something new: ask {@link Generation#next}. */
    void changed();

    /** Some seconds have passed: show that the line is alive, or notice that it is not. */
    void beat();
}
