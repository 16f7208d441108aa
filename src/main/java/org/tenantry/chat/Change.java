package org.tenantry.chat;

/** Something new about an answer, as its readers are told. */
public sealed interface Change {
    /** Block {@code index} looks like this now; once {@code closed} it stays so, but for the end of the answer. */
    record Block(int index, String html, boolean closed) implements Change {}

    /** The reasoning goes on at character {@code at}. */
    record Reasoning(int at, String text) implements Change {}

    /** The answer is over, saved and paid. */
    record Over(Finished finished) implements Change {}

    /** How much of an answer a reader has seen. */
    record Cursor(long version, int reasoned) {
        public static final Cursor START = new Cursor(0, 0);
        static final long END = Long.MAX_VALUE;

        /** Whether there is nothing more to tell. */
        public boolean isEnd() {
            return version == END;
        }

        /** Reads what {@link #toString} wrote; anything else is the start. */
        public static Cursor of(String text) {
            if (text == null || !text.matches("[0-9]{1,18}\\.[0-9]{1,9}")) {
                return START;
            }
            int dot = text.indexOf('.');
            return new Cursor(Long.parseLong(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
        }

        @Override
        public String toString() {
            return version + "." + reasoned;
        }
    }

    /** A change and where the reader is after it. */
    record Step(Change change, Cursor after) {}
}
