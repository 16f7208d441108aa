package org.tenantry.tokens;

/** Counts the tokens of a text in one way. It never fails on any text, and may be used by many threads at once. */
@FunctionalInterface
public interface Counting {
    long count(String text);

    /** {@code o200k_base}; what looks like a special token is ordinary text. */
    static Counting o200k() {
        return O200k::count;
    }

    /** {@code cl100k_base}; what looks like a special token is ordinary text. */
    static Counting cl100k() {
        return Cl100k::count;
    }

    /** About four characters of an alphabet, or one of Chinese, Japanese or Korean, to a token; rounded up. */
    static Counting estimate() {
        return text -> Estimate.tokens(Estimate.quarters(text));
    }
}
