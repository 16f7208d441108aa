package org.tenantry.gateway;

import java.util.List;

/** What a model is asked: its name at the provider, the conversation so far, and the most tokens it may answer with. */
public record Ask(String model, List<Turn> turns, int mostOutputTokens) {}
