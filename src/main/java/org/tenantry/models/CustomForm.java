package org.tenantry.models;

import jakarta.json.Json;
import jakarta.json.JsonPointer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/**
 * How the operator's own server is asked and how its answers are read, made from the settings of a provider of the kind
 * {@link ProviderKind#CUSTOM} and refused with a sentence for each thing that cannot work.
 */
public final class CustomForm {
    /** Stands for the name of the model in the path, and for the sealed key in a header. */
    private static final String MODEL = "{{model}}";

    private static final String KEY = "{{key}}";

    private static final int MOST_HEADERS = 20;

    /** The token of RFC 9110. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** Printable ASCII and spaces: nothing that could begin another header. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{1,1000}");

    /** They say how the request is carried, which is not the operator's to say. */
    private static final Set<String> CARRYING = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "accept-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "expect",
            "te",
            "trailer");

    /** Whatever has such a name holds a secret, and a secret is kept sealed. */
    private static final Pattern SECRET =
            Pattern.compile(".*(authorization|cookie|api-?key|token|secret|password|credential|signature).*");

    /** RFC 6901, but for the empty one, which is no place. */
    private static final Pattern POINTER = Pattern.compile("/(?:[^~]|~[01])*+");

    private static final List<Setting> POINTERS = List.of(
            Setting.TEXT_AT,
            Setting.DELTA_AT,
            Setting.REASONING_AT,
            Setting.FINISH_AT,
            Setting.INPUT_AT,
            Setting.OUTPUT_AT,
            Setting.CACHED_AT,
            Setting.END_AT,
            Setting.ERROR_AT);

    private final Map<String, String> settings;
    private final Map<String, String> headers;
    private final Template template;
    private final Map<Setting, JsonPointer> pointers = new EnumMap<>(Setting.class);

    /** How the body of an answer is written. */
    public enum Body {
        /** Server-sent events with one JSON value each. */
        SSE,
        /** One JSON value a line. */
        NDJSON,
        /** One JSON value in all. */
        JSON
    }

    private CustomForm(Map<String, String> settings) {
        this.settings = settings;
        requirePath(said(Setting.PATH));
        headers = read(said(Setting.HEADERS));
        template = Template.of(said(Setting.TEMPLATE));
        POINTERS.forEach(where -> pointer(where, said(where)));
        requireEnough();
    }

    /** Settings to begin with, for a server of a shape that many have. */
    public static Map<String, String> example() {
        return Map.of(
                Setting.PATH.key(),
                "/v1/chat/completions",
                Setting.HEADERS.key(),
                Setting.HEADERS.usual(),
                Setting.TEMPLATE.key(),
                """
                {
                  "model": "{{model}}",
                  "messages": "{{messages}}",
                  "max_tokens": "{{max_tokens}}",
                  "stream": true
                }
                """,
                Setting.DELTA_AT.key(),
                "/choices/0/delta/content",
                Setting.FINISH_AT.key(),
                "/choices/0/finish_reason",
                Setting.END_WORD.key(),
                "[DONE]",
                Setting.INPUT_AT.key(),
                "/usage/prompt_tokens",
                Setting.OUTPUT_AT.key(),
                "/usage/completion_tokens",
                Setting.CACHED_AT.key(),
                "/usage/prompt_tokens_details/cached_tokens");
    }

    public static CustomForm of(Map<String, String> settings) {
        return new CustomForm(settings);
    }

    public String method() {
        return said(Setting.METHOD);
    }

    public Body body() {
        return Body.valueOf(said(Setting.BODY));
    }

    public Template template() {
        return template;
    }

    public Optional<JsonPointer> pointer(Setting where) {
        return Optional.ofNullable(pointers.get(where));
    }

    /** A line or the name of an event that is the end; empty when there is none. */
    public String endWord() {
        return said(Setting.END_WORD);
    }

    /** What stands at {@link Setting#END_AT} when it is the end; empty for whatever is not false or nothing. */
    public String endIs() {
        return said(Setting.END_IS);
    }

    /** Whether cached tokens come on top of the input instead of being part of it. */
    public boolean cachedApart() {
        return said(Setting.CACHED_APART).equals("true");
    }

    /** Whether nothing but the end of the connection says that an answer is whole. */
    public boolean endsByClosing() {
        return endWord().isEmpty()
                && pointer(Setting.END_AT).isEmpty()
                && pointer(Setting.FINISH_AT).isEmpty();
    }

    /** Where a question to this model goes; the name is given as it may stand in a path. */
    public URI address(URI base, String model) {
        return URI.create(base + said(Setting.PATH).replace(MODEL, model));
    }

    /** The headers with the key in its place; those that hold it are left out when there is none. */
    public Map<String, String> headers(String key) {
        var filled = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            if (!key.isEmpty() || !value.contains(KEY)) {
                filled.put(name, value.replace(KEY, key));
            }
        });
        return filled;
    }

    private String said(Setting setting) {
        return settings.getOrDefault(setting.key(), setting.usual());
    }

    private static void requirePath(String path) {
        if (path.isEmpty()) {
            return;
        }
        try {
            var tried = new URI("http://host" + path.replace(MODEL, "m"));
            boolean inside = path.startsWith("/") || path.startsWith("?");
            if (tried.getRawQuery() != null
                    && Template.holdsSecret(tried.getRawQuery().replaceAll("=[^&]*", ""))) {
                throw new InvalidInput("models.refusal.path.secret", KEY);
            }
            if (inside && tried.getHost().equals("host") && tried.getRawFragment() == null && path.length() <= 500) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new InvalidInput("models.refusal.path", MODEL);
    }

    private static Map<String, String> read(String text) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var pair = line.split(":", 2);
            var name = pair[0].strip();
            var value = pair.length < 2 ? "" : pair[1].strip();
            if (!HEADER_NAME.matcher(name).matches()
                    || !HEADER_VALUE.matcher(value).matches()) {
                throw new InvalidInput(
                        "models.refusal.header", name.length() > 60 ? name.substring(0, 60) + "…" : name);
            }
            requireMeant(name, value);
            if (headers.put(name, value) != null) {
                throw new InvalidInput("models.refusal.header.twice", name);
            }
        });
        if (headers.size() > MOST_HEADERS) {
            throw new InvalidInput("models.refusal.header.many", MOST_HEADERS);
        }
        return headers;
    }

    private static void requireMeant(String name, String value) {
        var low = name.toLowerCase(Locale.ROOT);
        if (CARRYING.contains(low) || low.startsWith("proxy-")) {
            throw new InvalidInput("models.refusal.header.carrying", name);
        }
        if (value.replace(KEY, "").contains("{{")) {
            throw new InvalidInput("models.refusal.header.place", name, KEY);
        }
        boolean secret = SECRET.matcher(low).matches() || value.matches("(?i)(bearer|basic|token) .*");
        if (secret && !value.contains(KEY)) {
            throw new InvalidInput("models.refusal.header.secret", name, KEY);
        }
    }

    private void pointer(Setting where, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (!POINTER.matcher(text).matches()) {
            throw new InvalidInput("models.refusal.pointer", text);
        }
        pointers.put(where, Json.createPointer(text));
    }

    private void requireEnough() {
        boolean whole = pointers.containsKey(Setting.TEXT_AT);
        if (body() == Body.JSON ? !whole : !whole && !pointers.containsKey(Setting.DELTA_AT)) {
            throw new InvalidInput(body() == Body.JSON ? "models.refusal.noText" : "models.refusal.noDelta");
        }
        if (pointers.containsKey(Setting.INPUT_AT) != pointers.containsKey(Setting.OUTPUT_AT)) {
            throw new InvalidInput("models.refusal.halfUsage");
        }
    }
}
