package org.tenantry.testbed;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the stub answers one request. Each model has its own way; a line such as {@code [stub tokens=50 pause=20 cut=10]}
 * in the last message changes it:
 *
 * <ul>
 *   <li>{@code tokens}: how many tokens the answer has; {@code pause}: milliseconds between them; {@code first}:
 *       milliseconds before the first; {@code echo=1}: says the last message instead;
 *   <li>{@code cut}, {@code stall}, {@code error}, {@code barrier}: after so many tokens the connection breaks, falls
 *       silent for ever, tells an error, or waits for a release;
 *   <li>{@code silent=1}: sends not even headers; {@code html=1}: a page for people under status 200; {@code redirect=1}:
 *       sends the one who asked elsewhere; {@code giant}: a first token of so many mebibytes, in one line;
 *   <li>{@code status}: answers this status and no stream; {@code quota=1}: as an empty account; {@code retry}: with
 *       Retry-After;
 *   <li>{@code reasoning}: tokens of reasoning before the answer; {@code cached}: tokens of the prompt that were cached;
 *   <li>{@code calls}: asks for so many of the tools that are offered, the first ones, with the last message as their
 *       argument, unless that is what came of a tool; {@code broken=1}: with arguments that are no JSON;
 *   <li>{@code usage}: {@code asked}, {@code none}, {@code absurd}, {@code negative}, {@code every}; {@code limit=0}:
 *       ignores the limit of tokens; {@code done=0}: no {@code [DONE]}; {@code prompt}: the prompt tokens that it tells.
 * </ul>
 */
record StubScript(Map<String, String> said) {
    private static final Pattern LINE = Pattern.compile("\\[stub ([^\\]]*)\\]");

    private static final Pattern KEY = Pattern.compile("sk-stub-(\\d{3})(-quota)?");

    /** The models that the stub lists, each with its way. */
    static final Map<String, String> MODELS = Map.ofEntries(
            Map.entry("stub-echo", "echo=1"),
            Map.entry("stub-fast", "tokens=50"),
            Map.entry("stub-slow", "tokens=200 pause=50"),
            Map.entry("stub-cut", "tokens=100 pause=5 cut=10"),
            Map.entry("stub-stall", "tokens=100 stall=5"),
            Map.entry("stub-silent", "silent=1"),
            Map.entry("stub-html", "html=1"),
            Map.entry("stub-redirect", "redirect=1"),
            Map.entry("stub-giant-line", "tokens=5 giant=8"),
            Map.entry("stub-barrier", "tokens=20 barrier=5"),
            Map.entry("stub-error-500", "status=500"),
            Map.entry("stub-error-503", "status=503"),
            Map.entry("stub-401", "status=401"),
            Map.entry("stub-429", "status=429 retry=7"),
            Map.entry("stub-429-quota", "status=429 quota=1"),
            Map.entry("stub-error-first", "tokens=100 error=0"),
            Map.entry("stub-error-in-stream", "tokens=100 error=10"),
            Map.entry("stub-no-usage", "tokens=50 usage=none"),
            Map.entry("stub-no-done", "tokens=50 usage=none done=0"),
            Map.entry("stub-absurd-usage", "tokens=50 usage=absurd"),
            Map.entry("stub-negative-usage", "tokens=50 usage=negative"),
            Map.entry("stub-usage-every", "tokens=50 usage=every"),
            Map.entry("stub-cached", "tokens=50 cached=16"),
            Map.entry("stub-reasoning", "tokens=50 reasoning=30"),
            Map.entry("stub-tools", "echo=1 calls=2"),
            Map.entry("stub-endless", "tokens=1000000 pause=5 limit=0"));

    private static final Set<String> NO_NUMBERS = Set.of("usage");

    static StubScript of(String model, String lastMessage) {
        var said = new HashMap<String, String>();
        read(MODELS.getOrDefault(model, "tokens=50"), said);
        var matcher = LINE.matcher(lastMessage);
        if (matcher.find()) {
            read(matcher.group(1), said);
        }
        return new StubScript(said);
    }

    /** A key such as {@code sk-stub-401} or {@code sk-stub-429-quota} is answered with that status, whatever is asked. */
    StubScript withKey(String authorization) {
        var matcher = KEY.matcher(authorization);
        if (!matcher.find()) {
            return this;
        }
        var more = new HashMap<>(said);
        more.put("status", matcher.group(1));
        if (matcher.group(2) != null) {
            more.put("quota", "1");
        }
        return new StubScript(more);
    }

    private static void read(String words, Map<String, String> into) {
        for (var word : words.trim().split("\\s+")) {
            var pair = word.split("=", 2);
            if (pair.length == 2) {
                into.put(pair[0], NO_NUMBERS.contains(pair[0]) ? pair[1] : String.valueOf(Long.parseLong(pair[1])));
            }
        }
    }

    int number(String name, int otherwise) {
        return said.containsKey(name) ? Integer.parseInt(said.get(name)) : otherwise;
    }

    boolean yes(String name) {
        return number(name, 0) != 0;
    }

    /** After which token something happens; never, if it was not said. */
    boolean at(String name, int token) {
        return number(name, -1) == token;
    }

    String usage() {
        return said.getOrDefault("usage", "asked");
    }
}
