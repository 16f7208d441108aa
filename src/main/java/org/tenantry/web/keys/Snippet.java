package org.tenantry.web.keys;

import java.io.Serializable;
import java.util.List;

/**
 * A few lines by which a program asks a model here, ready to copy. The key is taken from the environment, so that no
 * secret stands in them.
 */
public record Snippet(String id, String title, String text) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String CURL =
            """
            curl {base}/v1/chat/completions \\
              -H "Authorization: Bearer $TENANTRY_API_KEY" \\
              -H "Content-Type: application/json" \\
              -d '{"model": "{model}", "messages": [{"role": "user", "content": "Hello"}]}'
            """;
    private static final String PYTHON =
            """
            # pip install openai
            import os
            from openai import OpenAI

            client = OpenAI(base_url="{base}/v1", api_key=os.environ["TENANTRY_API_KEY"])
            answer = client.chat.completions.create(
                model="{model}",
                messages=[{"role": "user", "content": "Hello"}],
            )
            print(answer.choices[0].message.content)
            """;
    private static final String NODE =
            """
            // npm install openai
            import OpenAI from "openai";

            const client = new OpenAI({
              baseURL: "{base}/v1",
              apiKey: process.env.TENANTRY_API_KEY,
            });
            const answer = await client.chat.completions.create({
              model: "{model}",
              messages: [{ role: "user", content: "Hello" }],
            });
            console.log(answer.choices[0].message.content);
            """;
    private static final String JAVA =
            """
            // dev.langchain4j:langchain4j-open-ai
            import dev.langchain4j.model.openai.OpenAiChatModel;

            var model = OpenAiChatModel.builder()
                .baseUrl("{base}/v1")
                .apiKey(System.getenv("TENANTRY_API_KEY"))
                .modelName("{model}")
                .build();
            System.out.println(model.chat("Hello"));
            """;

    /** For curl, Python, Node and Java, with the address of this deployment and the name of a model. */
    public static List<Snippet> all(String base, String model) {
        return List.of(
                of("curl", "curl", CURL, base, model),
                of("python", "Python", PYTHON, base, model),
                of("node", "Node.js", NODE, base, model),
                of("java", "Java", JAVA, base, model));
    }

    private static Snippet of(String id, String title, String form, String base, String model) {
        return new Snippet(
                id,
                title,
                form.replace("{base}", base).replace("{model}", model).strip());
    }
}
