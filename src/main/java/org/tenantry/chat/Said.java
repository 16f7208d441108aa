package org.tenantry.chat;

/** What a model said: the text, how the page shows it, and the reasoning, which is shown apart. */
record Said(String text, String html, String reasoning) {}
