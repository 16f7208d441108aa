package org.tenantry.models;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a model can do beyond words in and words out. */
public record Capabilities(boolean images, boolean tools, boolean json, boolean reasoning) {
    /** Words only. */
    public static final Capabilities NONE = new Capabilities(false, false, false, false);

    /** Models that do not converse at all. */
    private static final Pattern NO_WORDS = Pattern.compile(
            "embed|whisper|(^|-)tts|dall-e|moderation|rerank|transcribe|realtime|gpt-image|^gpt-.*audio");

    private static final Pattern SEEING =
            Pattern.compile("^(chatgpt-4o|gpt-(4o|4\\.[15]|4-turbo|4-vision|5)|o1(?!-mini|-preview)"
                    + "|o3(?!-mini)|o4|claude-(3|opus|sonnet|haiku|[4-9])|gemini|gemma-?3(?!n?:?-?(270m|1b))|llama-?4"
                    + "|mistral-(small-?3\\.[1-9]|medium-?3))"
                    + "|-?vl($|[:-])|vision|llava|pixtral|moondream|minicpm-v|qvq|glm-4\\.[15]v");

    private static final Pattern WORKING = Pattern.compile(
            "^(gpt-(3\\.5-turbo|35-turbo|4|oss)|o[1-9]|llama-?3\\.[1-9]|qwen-?(2\\.5|[3-9])|qwq|mistral|ministral"
                    + "|mixtral|magistral|devstral|codestral|command-(r|a)|granite-?[3-9]|hermes-?[3-9]"
                    + "|deepseek-(chat|v3|r1-0528)|nemotron|kimi|glm-4|phi-?4-mini|nova)");

    /** Those that would be thought to ask for tools, and do not. */
    private static final Pattern IDLE =
            Pattern.compile("llava|moondream|vision|pixtral-12b|^gemma|minicpm-v|^o1-(mini|preview)");

    /** Those that know no tools, but whose servers hold them to JSON. */
    private static final Pattern ORDERLY = Pattern.compile("^(gemma|llama|phi|deepseek|gemini)");

    private static final Pattern THINKING = Pattern.compile("^(gpt-oss|qwq|qvq|magistral|glm-(4\\.[5-9]|z1)"
            + "|qwen-?3(?!.*(instruct|coder))|claude-(3-7|(opus|sonnet|haiku)-[4-9]|[4-9]))"
            + "|(^|-)r1($|[:-])|reasoner|reasoning|thinking");

    /** One thing that a model can do, as it is written in files and shown. */
    public enum Ability {
        /** Takes images. */
        IMAGES,
        /** Asks for tools. */
        TOOLS,
        /** Answers in JSON when it is told to. */
        JSON,
        /** Thinks first, and its provider shows it. */
        REASONING;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Capabilities of(Set<Ability> abilities) {
        return new Capabilities(
                abilities.contains(Ability.IMAGES),
                abilities.contains(Ability.TOOLS),
                abilities.contains(Ability.JSON),
                abilities.contains(Ability.REASONING));
    }

    public Set<Ability> all() {
        var all = EnumSet.noneOf(Ability.class);
        for (var ability : Ability.values()) {
            if (has(ability)) {
                all.add(ability);
            }
        }
        return all;
    }

    public boolean has(Ability ability) {
        return switch (ability) {
            case IMAGES -> images;
            case TOOLS -> tools;
            case JSON -> json;
            case REASONING -> reasoning;
        };
    }

    /** What is known of models of such a name; words only where nothing is. The operator has the last word. */
    public static Capabilities guess(ProviderKind kind, String upstreamName) {
        var name = upstreamName
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^ft:", "")
                .replaceFirst("^.*/", "")
                .replace('_', '-');
        if (kind == ProviderKind.DEMO || NO_WORDS.matcher(name).find()) {
            return NONE;
        }
        boolean images = SEEING.matcher(name).find();
        boolean tools =
                (images || WORKING.matcher(name).find()) && !IDLE.matcher(name).find();
        boolean json = tools || ORDERLY.matcher(name).find();
        return new Capabilities(images, tools, json, THINKING.matcher(name).find());
    }

    @Override
    public String toString() {
        return all().stream().map(Ability::code).collect(Collectors.joining(" "));
    }
}
