package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tenantry.gateway.Ask;
import org.tenantry.gateway.Gateway;
import org.tenantry.gateway.Trial;
import org.tenantry.gateway.Turn;
import org.tenantry.models.CustomForm;
import org.tenantry.models.Provider;
import org.tenantry.models.ProviderForm;
import org.tenantry.models.ProviderKind;
import org.tenantry.models.Providers;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ProviderId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Adds a provider, with the first of its keys, or changes how it is reached; the keys have a page of their own. */
@Named
@ViewScoped
public class ProviderPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_TRIAL_TOKENS = 300;

    @Inject
    CurrentCaller caller;

    @Inject
    Providers providers;

    @Inject
    Gateway gateway;

    private String id;
    private ProviderKind kind;
    private String name;
    private String baseUrl;
    private transient String key;
    private boolean on;
    private boolean asksUsage;
    private int connectSeconds;
    private int firstByteSeconds;
    private int idleSeconds;
    private int totalSeconds;
    private Map<String, String> settings = new HashMap<>();
    private boolean answers;
    private String complaint;
    private String model;
    private transient Trial trial;

    /** Without an id and a kind, the page asks which kind it shall be. */
    public void load() {
        if (id == null) {
            show(ProviderForm.of("-", "").with(kind == ProviderKind.CUSTOM ? CustomForm.example() : Map.of()));
            name = null;
            return;
        }
        Provider provider = providers.get(caller.get(), ProviderId.of(id));
        kind = provider.kind();
        on = provider.isOn();
        show(provider.form());
    }

    public String save() {
        var form = form();
        if (id == null) {
            var added = providers.add(caller.get(), kind, form, key);
            return Said.done(there(added.toString()), "provider.added");
        }
        providers.change(caller.get(), ProviderId.of(id), form, key);
        return Said.done(there(id), "operator.saved");
    }

    /** Asks the provider whether it answers and takes the key, as they are kept: save first. */
    public void test() {
        var failure = gateway.check(providers.endpoint(caller.get(), ProviderId.of(id)));
        answers = failure.isEmpty();
        complaint = failure.map(why -> "gateway.failure." + why.kind().name().toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    /** Asks one short question in the way that the form says, saved or not. */
    public void tryOut() {
        trial = null;
        if (model == null || model.isBlank()) {
            throw new InvalidInput("provider.try.refusal.model");
        }
        var endpoint = id == null
                ? providers.draft(caller.get(), kind, form(), key)
                : providers.draft(caller.get(), ProviderId.of(id), form(), key);
        var question = new Turn(Turn.Speaker.USER, "Say hello in five words.");
        trial = gateway.tryOut(endpoint, new Ask(model, List.of(question), MOST_TRIAL_TOKENS));
        complaint = trial.completion()
                .failure()
                .map(why -> "gateway.failure." + why.kind().name().toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    private ProviderForm form() {
        return new ProviderForm(
                name, baseUrl, asksUsage, connectSeconds, firstByteSeconds, idleSeconds, totalSeconds, settings);
    }

    private void show(ProviderForm form) {
        name = form.name();
        baseUrl = form.baseUrl();
        asksUsage = form.asksUsage();
        connectSeconds = form.connectSeconds();
        firstByteSeconds = form.firstByteSeconds();
        idleSeconds = form.idleSeconds();
        totalSeconds = form.totalSeconds();
        settings = new HashMap<>(form.settings());
    }

    private static String there(String id) {
        return "provider?faces-redirect=true&id=" + id;
    }

    public ProviderKind[] getKinds() {
        return ProviderKind.values();
    }

    public CustomForm.Body[] getBodies() {
        return CustomForm.Body.values();
    }

    /** The name of the model that is tried. */
    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    /** What became of the last trial; null before it. */
    public Trial getTrial() {
        return trial;
    }

    public boolean isOn() {
        return on;
    }

    /** Whether the provider answered the last test. */
    public boolean isAnswers() {
        return answers;
    }

    /** The key of the sentence that tells why the last test failed. */
    public String getComplaint() {
        return complaint;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public ProviderKind getKind() {
        return kind;
    }

    public void setKind(ProviderKind kind) {
        this.kind = kind;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Write-only. */
    public String getKey() {
        return null;
    }

    /** What was typed before a trial is still there after it. */
    public void setKey(String key) {
        if (key != null && !key.isBlank()) {
            this.key = key;
        }
    }

    /** Whether a key was typed that is not saved yet. */
    public boolean isTyped() {
        return key != null;
    }

    public boolean isAsksUsage() {
        return asksUsage;
    }

    public void setAsksUsage(boolean asksUsage) {
        this.asksUsage = asksUsage;
    }

    public int getConnectSeconds() {
        return connectSeconds;
    }

    public void setConnectSeconds(int connectSeconds) {
        this.connectSeconds = connectSeconds;
    }

    /** What only its kind knows, by the name of each; the page writes into it. */
    public Map<String, String> getSettings() {
        return settings;
    }

    public int getFirstByteSeconds() {
        return firstByteSeconds;
    }

    public void setFirstByteSeconds(int firstByteSeconds) {
        this.firstByteSeconds = firstByteSeconds;
    }

    public int getIdleSeconds() {
        return idleSeconds;
    }

    public void setIdleSeconds(int idleSeconds) {
        this.idleSeconds = idleSeconds;
    }

    public int getTotalSeconds() {
        return totalSeconds;
    }

    public void setTotalSeconds(int totalSeconds) {
        this.totalSeconds = totalSeconds;
    }
}
