package org.tenantry.calls;

/**
 * What is asked, as far as it bears on which model answers: the new question, how many questions the conversation has
 * with it, about how many tokens would be sent in all, and whether tools or images come with it.
 */
public record Occasion(String question, int depth, long promptTokens, boolean tools, boolean images) {}
