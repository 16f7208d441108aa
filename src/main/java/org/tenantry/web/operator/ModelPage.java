package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tenantry.models.Capabilities;
import org.tenantry.models.Capabilities.Ability;
import org.tenantry.models.ModelForm;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.Providers;
import org.tenantry.models.Tokenizer;
import org.tenantry.models.TokenizerFolder;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Changes what a model is called and can, adds one by hand, and switches it on and off. */
@Named
@ViewScoped
public class ModelPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Models models;

    @Inject
    Providers providers;

    @Inject
    TokenizerFolder folder;

    private String id;
    private String provider;
    private String providerName;
    private String name;
    private String upstreamName;
    private String label;
    private String kind = ModelKind.CHAT.name();
    private String tokenizer = Tokenizer.ESTIMATE.code();
    private Integer contextTokens;
    private Integer mostOutputTokens;
    private final Map<String, Boolean> can = new HashMap<>();
    private boolean on;
    private int offset;
    private List<String> tokenizers;
    private TokenizerFolder.Standing standing;

    public void load() {
        tokenizers = folder.choices(caller.get(), tokenizer);
        if (id == null) {
            providerName = providers.get(caller.get(), ProviderId.of(provider)).name();
            return;
        }
        var model = models.get(caller.get(), ModelId.of(id));
        providerName = providers.get(caller.get(), model.provider()).name();
        provider = model.provider().toString();
        name = model.name();
        upstreamName = model.upstreamName();
        on = model.isOn();
        label = model.label();
        kind = model.kind().name();
        tokenizer = model.tokenizer();
        tokenizers = folder.choices(caller.get(), tokenizer);
        standing = folder.standing(caller.get(), tokenizer).orElse(null);
        offset = model.countOffset();
        contextTokens = model.contextTokens();
        mostOutputTokens = model.mostOutputTokens();
        for (var ability : Ability.values()) {
            can.put(ability.name(), model.can().has(ability));
        }
    }

    public String save() {
        var form = new ModelForm(
                label,
                ModelKind.valueOf(kind),
                tokenizer,
                whole(contextTokens),
                whole(mostOutputTokens),
                capabilities());
        if (id == null) {
            var added = models.add(
                    caller.get(), ProviderId.of(provider), name, upstreamName == null ? name : upstreamName, form);
            return Said.done("model-prices?faces-redirect=true&id=" + added, "model.added");
        }
        models.change(caller.get(), ModelId.of(id), form);
        return Said.done("model?faces-redirect=true&id=" + id, "operator.saved");
    }

    /** What a kind has no use for is left out; what it needs is asked for by name. */
    private static int whole(Integer typed) {
        return typed == null ? 0 : typed;
    }

    private Capabilities capabilities() {
        var ticked = EnumSet.noneOf(Ability.class);
        for (var ability : Ability.values()) {
            if (can.getOrDefault(ability.name(), false)) {
                ticked.add(ability);
            }
        }
        return Capabilities.of(ticked);
    }

    public String turn(boolean to) {
        models.turn(caller.get(), ModelId.of(id), to);
        return Said.done("model?faces-redirect=true&id=" + id, to ? "operator.turnedOn" : "operator.turnedOff");
    }

    public ModelKind[] getKinds() {
        return ModelKind.values();
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public List<String> getTokenizers() {
        return tokenizers;
    }

    /** How it stands with the model's file; null when what is built in counts, or the file is read. */
    public TokenizerFolder.Standing getStanding() {
        return standing;
    }

    /** Tokens that are added to each count. */
    public int getOffset() {
        return offset;
    }

    /** By the name of each ability, whether it is ticked. */
    public Map<String, Boolean> getCan() {
        return can;
    }

    public boolean isOn() {
        return on;
    }

    public String getProviderName() {
        return providerName;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getUpstreamName() {
        return upstreamName;
    }

    public void setUpstreamName(String upstreamName) {
        this.upstreamName = upstreamName;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    public String getTokenizer() {
        return tokenizer;
    }

    public void setTokenizer(String tokenizer) {
        this.tokenizer = tokenizer;
    }

    public Integer getContextTokens() {
        return contextTokens;
    }

    public void setContextTokens(Integer contextTokens) {
        this.contextTokens = contextTokens;
    }

    public Integer getMostOutputTokens() {
        return mostOutputTokens;
    }

    public void setMostOutputTokens(Integer mostOutputTokens) {
        this.mostOutputTokens = mostOutputTokens;
    }
}
