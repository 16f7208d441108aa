package org.tenantry.gateway;

/**
 * What was said in a recording, in the format that was asked for: in JSON one object of the fields that every client
 * knows, without what the provider counted.
 */
public record Transcript(TranscriptionAsk.Format format, byte[] body) {}
