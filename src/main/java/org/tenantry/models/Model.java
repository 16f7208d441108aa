package org.tenantry.models;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.tenantry.values.ModelId;
import org.tenantry.values.ProviderId;

/** One model of one provider, as tenants see it and as the provider calls it. */
@Entity
@Table(name = "model")
public class Model {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "provider_id")
    private UUID provider;

    @Column(name = "name")
    private String name;

    @Column(name = "upstream_name")
    private String upstreamName;

    @Column(name = "label")
    private String label;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private ModelKind kind;

    @Column(name = "tokenizer")
    private String tokenizer;

    @Column(name = "count_offset")
    private int countOffset;

    @Column(name = "counted_since")
    private Instant countedSince;

    @Column(name = "context_tokens")
    private int contextTokens;

    @Column(name = "most_output_tokens")
    private int mostOutputTokens;

    @Column(name = "can_images")
    private boolean canImages;

    @Column(name = "can_tools")
    private boolean canTools;

    @Column(name = "can_json")
    private boolean canJson;

    @Column(name = "can_reasoning")
    private boolean canReasoning;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private Switch state;

    @Column(name = "strength")
    private int strength;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Model() {}

    Model(ProviderId provider, String name, String upstreamName, Instant now) {
        this.id = ModelId.next().value();
        this.provider = provider.value();
        this.name = Texts.line(name, 200, "models.refusal.modelName");
        this.upstreamName = Texts.line(upstreamName, 200, "models.refusal.modelName");
        this.kind = ModelKind.CHAT;
        this.strength = Strength.guess(upstreamName);
        this.state = Switch.OFF;
        this.createdAt = now;
        this.countedSince = now;
    }

    public ModelId id() {
        return new ModelId(id);
    }

    public ProviderId provider() {
        return new ProviderId(provider);
    }

    /** The name that programs use. */
    public String name() {
        return name;
    }

    /** The name that the provider knows. */
    public String upstreamName() {
        return upstreamName;
    }

    /** The name that people read. */
    public String label() {
        return label;
    }

    /** What it is for. */
    public ModelKind kind() {
        return kind;
    }

    public String tokenizer() {
        return tokenizer;
    }

    /** Tokens that are added to the local count of each call's prompt; below zero they are taken away. */
    public int countOffset() {
        return countOffset;
    }

    /** Since when it is counted as it is now. */
    public Instant countedSince() {
        return countedSince;
    }

    public int contextTokens() {
        return contextTokens;
    }

    public int mostOutputTokens() {
        return mostOutputTokens;
    }

    /** From 1, weak and quick, to 5, as strong as they come. */
    public int strength() {
        return strength;
    }

    /** What it can do beyond words. */
    public Capabilities can() {
        return new Capabilities(canImages, canTools, canJson, canReasoning);
    }

    public boolean isOn() {
        return state == Switch.ON;
    }

    /** All that {@link Models#change} can change. */
    public ModelForm form() {
        return new ModelForm(label, kind, tokenizer, contextTokens, mostOutputTokens, can());
    }

    void describe(ModelForm form, Instant now) {
        if (!form.tokenizer().equals(tokenizer)) {
            count(0, now); // what was learnt of one tokenizer says nothing of another
        }
        label = form.label();
        kind = form.kind();
        tokenizer = form.tokenizer();
        contextTokens = form.contextTokens();
        mostOutputTokens = form.mostOutputTokens();
        canImages = form.can().images();
        canTools = form.can().tools();
        canJson = form.can().json();
        canReasoning = form.can().reasoning();
    }

    void count(int offset, Instant now) {
        countOffset = offset;
        countedSince = now;
    }

    void rate(int to) {
        strength = Strength.require(to);
    }

    void turn(Switch to) {
        state = to;
    }
}
