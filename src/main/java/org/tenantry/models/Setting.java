package org.tenantry.models;

import static org.tenantry.models.ProviderKind.AZURE;
import static org.tenantry.models.ProviderKind.CUSTOM;
import static org.tenantry.models.ProviderKind.HUGGING_FACE;
import static org.tenantry.models.ProviderKind.LOCALAI;

import jakarta.json.Json;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/**
 * What only some kinds of provider know about themselves, by the name under which it is kept and provisioned. Never a
 * secret: a provider's secret is its key, which is sealed. What an operator leaves out is as usual.
 */
public enum Setting {
    /** The way an Azure resource is asked: {@code deployments} with a version, or {@code v1}. */
    API("api", "deployments", matching("deployments|v1"), AZURE),
    /** The version of Azure's interface; the {@code v1} form needs none. */
    API_VERSION("apiVersion", "", matching("[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?|preview|latest"), AZURE),
    /** How Azure knows the operator: {@code key} in its own header, or {@code entra} with a bearer token. */
    SIGN_IN("signIn", "key", matching("key|entra"), AZURE),
    /** The {@code router} of Hugging Face or a server of its own, {@code tgi}; left out, the address tells. */
    SERVER("server", "", matching("router|tgi"), HUGGING_FACE),
    /** Whom the router asks for models whose name does not say: {@code fastest}, {@code cheapest} or a provider. */
    SUFFIX("suffix", "", matching("[a-z0-9][a-z0-9-]{0,59}"), HUGGING_FACE),
    /** The organisation at Hugging Face that pays. */
    BILL_TO("billTo", "", matching("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"), HUGGING_FACE),
    /** Whether LocalAI is asked for timings beside its counts. */
    EXTRA_USAGE("extraUsage", "false", matching("true|false"), LOCALAI),
    /** The names of the models or deployments, one a line, for a provider that does not list them. */
    MODELS("models", "", Setting::names, AZURE, CUSTOM),
    /** How the operator's own server is asked. */
    METHOD("method", "POST", matching("POST|PUT"), CUSTOM),
    /** Where, after its address; may name the model. */
    PATH("path", "", line(), CUSTOM),
    /** More headers, one a line; {@code {{key}}} stands for the key. */
    HEADERS("headers", "Authorization: Bearer {{key}}", any(), CUSTOM),
    /** What is asked, as a {@link Template}. */
    TEMPLATE("template", "", any(), CUSTOM),
    /** How the answer is written: a {@link CustomForm.Body}. */
    BODY("body", "SSE", matching("SSE|NDJSON|JSON"), CUSTOM),
    /** A JSON Pointer to all that was said so far. */
    TEXT_AT("textAt", "", line(), CUSTOM),
    /** A JSON Pointer to the next piece. */
    DELTA_AT("deltaAt", "", line(), CUSTOM),
    /** A JSON Pointer to the next piece of the reasoning. */
    REASONING_AT("reasoningAt", "", line(), CUSTOM),
    /** A JSON Pointer to why the answer ends. */
    FINISH_AT("finishAt", "", line(), CUSTOM),
    /** A JSON Pointer to the count of input tokens. */
    INPUT_AT("inputAt", "", line(), CUSTOM),
    /** A JSON Pointer to the count of output tokens. */
    OUTPUT_AT("outputAt", "", line(), CUSTOM),
    /** A JSON Pointer to how many of the input tokens were cached. */
    CACHED_AT("cachedAt", "", line(), CUSTOM),
    /** Whether cached tokens come on top of the input. */
    CACHED_APART("cachedApart", "false", matching("true|false"), CUSTOM),
    /** A line, or the name of an event, that is the end. */
    END_WORD("endWord", "", line(), CUSTOM),
    /** A JSON Pointer to what says that it is the end. */
    END_AT("endAt", "", line(), CUSTOM),
    /** What stands there then. */
    END_IS("endIs", "", line(), CUSTOM),
    /** A JSON Pointer to an error that is told in the answer. */
    ERROR_AT("errorAt", "/error", line(), CUSTOM);

    private static final int LONGEST = 20_000;
    private static final int LONGEST_NAME = 200;
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private final String key;
    private final String usual;
    private final Predicate<String> fits;
    private final Set<ProviderKind> kinds;

    Setting(String key, String usual, Predicate<String> fits, ProviderKind... kinds) {
        this.key = key;
        this.usual = usual;
        this.fits = fits;
        this.kinds = EnumSet.copyOf(List.of(kinds));
    }

    public String key() {
        return key;
    }

    /** What it is when the operator does not say. */
    public String usual() {
        return usual;
    }

    /** The settings as a provider of that kind keeps them: each fits, and what is blank is left out. */
    static Map<String, String> clean(ProviderKind kind, Map<String, String> said) {
        var clean = new TreeMap<String, String>();
        said.forEach((key, value) -> {
            var text = value.strip().replace("\r\n", "\n");
            if (!text.isEmpty()) {
                clean.put(key, of(kind, key).fit(text));
            }
        });
        if (kind == CUSTOM) {
            CustomForm.of(clean);
        }
        return Map.copyOf(clean);
    }

    private static Setting of(ProviderKind kind, String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key) && setting.kinds.contains(kind))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("models.refusal.settingUnknown", key));
    }

    private String fit(String text) {
        if (text.length() > LONGEST || !fits.test(text)) {
            throw kinds.equals(EnumSet.of(CUSTOM))
                    ? new InvalidInput("models.refusal.setting.custom", key)
                    : new InvalidInput("models.refusal.setting." + key);
        }
        return text;
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static Predicate<String> any() {
        return text -> true;
    }

    private static Predicate<String> line() {
        return matching("\\P{Cntrl}{1,500}");
    }

    private static boolean names(String text) {
        return text.lines()
                .allMatch(name -> name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl));
    }

    /** The text that is kept in the row. */
    static String write(Map<String, String> settings) {
        var text = new StringWriter();
        try (var writer = Json.createWriter(text)) {
            writer.writeObject(Json.createObjectBuilder(Map.<String, Object>copyOf(settings))
                    .build());
        }
        return text.toString();
    }

    static Map<String, String> read(String text) {
        if (text.equals("{}")) {
            return Map.of();
        }
        var settings = new TreeMap<String, String>();
        try (var reader = READERS.createReader(new StringReader(text))) {
            reader.readObject().forEach((key, value) -> settings.put(key, ((JsonString) value).getString()));
        }
        return Map.copyOf(settings);
    }
}
