package org.tenantry.models;

/** Which wire form a provider speaks. */
public enum ProviderKind {
    /** OpenAI's chat completions: OpenAI, LocalAI, the Hugging Face router and any other server of that shape. */
    OPENAI,
    /** Ollama's own {@code /api/chat}. */
    OLLAMA,
    /** Anthropic's Messages. */
    ANTHROPIC,
    /** Built in: answers without network and says so. */
    DEMO
}
