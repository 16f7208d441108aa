package org.tenantry.models;

/** Which wire form a provider speaks. */
public enum ProviderKind {
    /** OpenAI's chat completions: OpenAI itself and any other server of that shape. */
    OPENAI,
    /** Azure OpenAI: by deployments with a version of the interface, or its newer {@code v1} form. */
    AZURE,
    /** Hugging Face: the router to many providers, or a server of Text Generation Inference. */
    HUGGING_FACE,
    /** LocalAI on a machine of the operator's. */
    LOCALAI,
    /** Ollama's own {@code /api/chat}. */
    OLLAMA,
    /** Any server that the operator describes: where the question goes and where the answer stands. */
    CUSTOM,
    /** Anthropic's Messages. */
    ANTHROPIC,
    /** Built in: answers without network and says so. */
    DEMO
}
