package org.tenantry.models;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a model can do beyond words in and words out. */
public record Capabilities(boolean images, boolean tools, boolean json, boolean reasoning) {
    /** Words only. */
    public static final Capabilities NONE = new Capabilities(false, false, false, false);

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
        if (kind == ProviderKind.DEMO) {
            return NONE;
        }
        var name = upstreamName
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^ft:", "")
                .replaceFirst("^(.*/)", "")
                .replace('_', '-');
        if (name.matches(".*(embed|whisper|tts|dall-e|moderation|rerank|transcribe|realtime|instruct-0914|image-).*")) {
            return NONE;
        }
        boolean images = name.matches(
                "(gpt-4o|chatgpt-4o|gpt-4\\.[15]|gpt-4-turbo|gpt-4-vision|gpt-5|o1(?!-mini|-preview)|o3(?!-mini)|o4).*"
                        + "|claude-(3|opus|sonnet|haiku|[4-9]).*|gemini.*|gemma-?3(?!.*(:|-)(270m|1b)).*|llama-?3\\.2.*vision.*"
                        + "|llama-?4.*|.*(-vl|vl:|vl-|vision|llava|pixtral|moondream|bakllava|minicpm-v|qvq|glm-4\\.[15]v).*"
                        + "|mistral-(small-?3\\.[1-9]|medium-?3).*");
        boolean reasoning =
                name.matches("(gpt-oss|qwq|qvq|magistral|deepseek-(r\\d|reasoner)|kimi-.*thinking|glm-(4\\.[5-9]|z1)).*"
                        + "|qwen-?3(?!.*(instruct|coder|embed)).*|.*(-r1|r1:|r1-|reasoner|reasoning|thinking).*"
                        + "|claude-(3-7|(opus|sonnet|haiku)-[4-9]|[4-9]).*");
        boolean tools = images && !name.matches(".*(llava|moondream|bakllava|vision|pixtral-12b|gemma).*")
                || name.matches(
                        "(gpt-(3\\.5-turbo|35-turbo|4|oss)|o[1-9]|llama-?3\\.[1-9]|qwen-?(2\\.5|[3-9])|qwq|mistral|ministral"
                                + "|mixtral|magistral|devstral|codestral|command-(r|a)|granite-?[3-9]|hermes-?[3-9]|deepseek-(chat|v3|r1-0528)"
                                + "|nemotron|firefunction|kimi|glm-4|phi-?4-mini|smollm2|cohere|nova).*");
        boolean json = tools || name.matches("(gemma|llama|phi|deepseek|gemini).*");
        return new Capabilities(images, tools && !name.matches("o1-(mini|preview).*|gpt-4-vision.*"), json, reasoning);
    }

    @Override
    public String toString() {
        return all().stream().map(Ability::code).collect(Collectors.joining(" "));
    }
}
