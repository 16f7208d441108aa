package org.tenantry.gateway;

/** A piece of a streaming answer: text that is shown, and reasoning that is shown apart. Either may be empty. */
public record Delta(String text, String reasoning) {}
