package org.tenantry.models;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.tenantry.values.ProviderId;

/** Somebody who answers: where, in which wire form, and within which times. Its keys are {@link ProviderKey}s. */
@Entity
@Table(name = "provider")
public class Provider {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "name")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private ProviderKind kind;

    @Column(name = "base_url")
    private String baseUrl;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private Switch state;

    @Column(name = "asks_usage")
    private boolean asksUsage;

    @Column(name = "connect_seconds")
    private int connectSeconds;

    @Column(name = "first_byte_seconds")
    private int firstByteSeconds;

    @Column(name = "idle_seconds")
    private int idleSeconds;

    @Column(name = "total_seconds")
    private int totalSeconds;

    @Column(name = "settings")
    private String settings;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Provider() {}

    Provider(ProviderKind kind, Instant now) {
        this.id = ProviderId.next().value();
        this.kind = kind;
        this.state = Switch.ON;
        this.settings = "{}";
        this.createdAt = now;
    }

    public ProviderId id() {
        return new ProviderId(id);
    }

    public String name() {
        return name;
    }

    public ProviderKind kind() {
        return kind;
    }

    public String baseUrl() {
        return baseUrl;
    }

    public boolean isOn() {
        return state == Switch.ON;
    }

    public boolean asksUsage() {
        return asksUsage;
    }

    public int connectSeconds() {
        return connectSeconds;
    }

    public int firstByteSeconds() {
        return firstByteSeconds;
    }

    public int idleSeconds() {
        return idleSeconds;
    }

    public int totalSeconds() {
        return totalSeconds;
    }

    /** What only its kind knows, by {@link Setting#key()}. */
    private Map<String, String> ownSettings() {
        return Setting.read(settings);
    }

    /** All that {@link Providers#change} can change. */
    public ProviderForm form() {
        return new ProviderForm(
                name, baseUrl, asksUsage, connectSeconds, firstByteSeconds, idleSeconds, totalSeconds, ownSettings());
    }

    void describe(ProviderForm said) {
        var form = said.of(kind);
        name = form.name();
        baseUrl = form.baseUrl();
        asksUsage = form.asksUsage();
        connectSeconds = form.connectSeconds();
        firstByteSeconds = form.firstByteSeconds();
        idleSeconds = form.idleSeconds();
        totalSeconds = form.totalSeconds();
        settings = Setting.write(form.settings());
    }

    void turn(Switch to) {
        state = to;
    }

    /** How to reach it with this key, which is empty where it asks for none. */
    Endpoint endpoint(String key) {
        return new Endpoint(
                kind,
                URI.create(baseUrl),
                key,
                asksUsage,
                connectSeconds,
                firstByteSeconds,
                idleSeconds,
                totalSeconds,
                ownSettings());
    }
}
