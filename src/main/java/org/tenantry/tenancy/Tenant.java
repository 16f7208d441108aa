package org.tenantry.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.tenantry.values.TenantId;

/**
 * A company that is served: the wall for data and money. {@code ACTIVE} it is served; {@code SUSPENDED} by the operator or
 * {@code PARKED} its people may read what is there, but not call a model.
 */
@Entity
@Table(name = "tenant")
public class Tenant {
    /** Whether a tenant is served. */
    public enum State {
        ACTIVE,
        SUSPENDED,
        PARKED
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "name")
    private String name;

    @Column(name = "currency")
    private String currency;

    @Column(name = "zone")
    private String zone;

    @Column(name = "locale")
    private String locale;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Tenant() {}

    Tenant(String name, Currency currency, ZoneId zone, Locale locale, Instant createdAt) {
        this.id = TenantId.next().value();
        this.name = name;
        this.currency = currency.getCurrencyCode();
        this.zone = zone.getId();
        this.locale = locale.toLanguageTag();
        this.state = State.ACTIVE;
        this.createdAt = createdAt;
    }

    public TenantId id() {
        return new TenantId(id);
    }

    public String name() {
        return name;
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public ZoneId zone() {
        return ZoneId.of(zone);
    }

    public Locale locale() {
        return Locale.forLanguageTag(locale);
    }

    public State state() {
        return state;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
