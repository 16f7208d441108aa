package org.tenantry.models;

import java.util.Arrays;
import java.util.List;
import org.tenantry.values.InvalidInput;

/** How the tokens of a model are counted on this side, by the name that is kept with the model. */
public enum Tokenizer {
    /** OpenAI's since gpt-4o: exact for those models. */
    O200K("o200k_base"),
    /** OpenAI's before gpt-4o: exact for those models. */
    CL100K("cl100k_base"),
    /** Any other family: about four Latin characters or one Chinese one to a token, and told as an estimate. */
    ESTIMATE("estimate");

    private final String code;

    Tokenizer(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(Tokenizer::code).toList();
    }

    /** The tokenizer that fits the name of a model at an OpenAI-shaped provider best. */
    public static Tokenizer guess(ProviderKind kind, String upstreamName) {
        var name = upstreamName.replaceFirst("^(openai/|ft:)", "");
        if (kind == ProviderKind.DEMO || name.matches("(gpt-(4o|4\\.|5)|chatgpt-4o|o[1-9]).*")) {
            return O200K;
        }
        return name.matches("gpt-(3\\.5|35|4).*") ? CL100K : ESTIMATE;
    }

    static Tokenizer of(String code) {
        return Arrays.stream(values())
                .filter(tokenizer -> tokenizer.code.equals(code))
                .findFirst()
                .orElse(ESTIMATE);
    }

    static void require(String code) {
        if (!codes().contains(code)) {
            throw new InvalidInput("models.refusal.tokenizer", String.join(", ", codes()));
        }
    }
}
