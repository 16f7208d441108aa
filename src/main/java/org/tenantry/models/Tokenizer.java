package org.tenantry.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tenantry.tokens.TokenizerFiles;
import org.tenantry.values.InvalidInput;

/** How the tokens of a model are counted on this side, by the name that is kept with the model. */
public enum Tokenizer {
    /** OpenAI's since gpt-4o: exact for those models. */
    O200K("o200k_base"),
    /** That of OpenAI's open models: the same for text; what frames a message is the server's own. */
    O200K_HARMONY("o200k_harmony"),
    /** OpenAI's before gpt-4o: exact for those models. */
    CL100K("cl100k_base"),
    /** Any other family: about four Latin characters or one Chinese one to a token, and told as an estimate. */
    ESTIMATE("estimate");

    /** A file of the operator's folder is kept as this and its name. */
    static final String FILE = "file:";

    /** Names begin with one of these and then end, or go on with something that begins no other name. */
    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("gpt-oss", O200K_HARMONY),
            new Prefix("chatgpt-4o", O200K),
            new Prefix("codex-mini", O200K),
            new Prefix("computer-use", O200K),
            new Prefix("gpt-4o", O200K),
            new Prefix("gpt-4.1", O200K),
            new Prefix("gpt-4.5", O200K),
            new Prefix("gpt-41", O200K),
            new Prefix("gpt-45", O200K),
            new Prefix("gpt-5", O200K),
            new Prefix("o1", O200K),
            new Prefix("o3", O200K),
            new Prefix("o4", O200K),
            new Prefix("gpt-4", CL100K),
            new Prefix("gpt-3.5", CL100K),
            new Prefix("gpt-35", CL100K),
            new Prefix("text-embedding-3", CL100K),
            new Prefix("text-embedding-ada-002", CL100K));

    /** What stands before the model's own name: a router's or a fine-tuning's. */
    private static final Pattern BEFORE = Pattern.compile("^(ft:|.*/)");

    private record Prefix(String text, Tokenizer tokenizer) {
        boolean begins(String name) {
            return name.startsWith(text)
                    && (name.length() == text.length() || !Character.isLetterOrDigit(name.charAt(text.length())));
        }
    }

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

    /** The built-in tokenizer of a model by the name that it has at its provider. */
    public static Tokenizer guess(ProviderKind kind, String upstreamName) {
        if (kind == ProviderKind.DEMO) {
            return O200K;
        }
        var name = BEFORE.matcher(upstreamName.toLowerCase(Locale.ROOT)).replaceFirst("");
        return PREFIXES.stream()
                .filter(prefix -> prefix.begins(name))
                .map(Prefix::tokenizer)
                .findFirst()
                .orElse(ESTIMATE);
    }

    static Optional<Tokenizer> of(String code) {
        return Arrays.stream(values())
                .filter(tokenizer -> tokenizer.code.equals(code))
                .findFirst();
    }

    /** The name of the file that the code stands for. */
    static Optional<String> file(String code) {
        return Optional.of(code)
                .filter(text -> text.startsWith(FILE))
                .map(text -> text.substring(FILE.length()))
                .filter(name -> TokenizerFiles.NAME.matcher(name).matches());
    }

    static void require(String code) {
        if (of(code).isEmpty() && file(code).isEmpty()) {
            throw new InvalidInput("models.refusal.tokenizer", String.join(", ", codes()));
        }
    }
}
