package org.tenantry.models;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.Ids;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;

/** The price of a model in one currency from an instant on: what a tenant pays and what the provider takes. Never edited. */
@Entity
@Table(name = "price_version")
public class PriceVersion {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "model_id")
    private UUID model;

    @Column(name = "currency")
    private String currency;

    @Enumerated(EnumType.STRING)
    @Column(name = "unit")
    private Price.Unit unit;

    @Column(name = "valid_from")
    private Instant validFrom;

    @Column(name = "sell_input_n")
    private long sellInputN;

    @Column(name = "sell_cached_input_n")
    private long sellCachedInputN;

    @Column(name = "sell_cache_write_n")
    private long sellCacheWriteN;

    @Column(name = "sell_output_n")
    private long sellOutputN;

    @Column(name = "sell_minute_n")
    private long sellMinuteN;

    @Column(name = "buy_input_n")
    private Long buyInputN;

    @Column(name = "buy_cached_input_n")
    private Long buyCachedInputN;

    @Column(name = "buy_cache_write_n")
    private Long buyCacheWriteN;

    @Column(name = "buy_output_n")
    private Long buyOutputN;

    @Column(name = "buy_minute_n")
    private Long buyMinuteN;

    @Column(name = "created_at")
    private Instant createdAt;

    protected PriceVersion() {}

    PriceVersion(ModelId model, Instant validFrom, Price sell, Price buy, Instant now) {
        this.id = Ids.next();
        this.model = model.value();
        this.currency = sell.currency().getCurrencyCode();
        this.unit = sell.unit();
        this.validFrom = validFrom;
        this.sellInputN = sell.inputN();
        this.sellCachedInputN = sell.cachedInputN();
        this.sellCacheWriteN = sell.cacheWriteN();
        this.sellOutputN = sell.outputN();
        this.sellMinuteN = sell.minuteN();
        if (buy != null && unit == Price.Unit.AUDIO) {
            this.buyMinuteN = buy.minuteN();
        } else if (buy != null) {
            this.buyInputN = buy.inputN();
            this.buyCachedInputN = buy.cachedInputN();
            this.buyCacheWriteN = buy.cacheWriteN();
            this.buyOutputN = buy.outputN();
        }
        this.createdAt = now;
    }

    public UUID id() {
        return id;
    }

    public ModelId model() {
        return new ModelId(model);
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public Instant validFrom() {
        return validFrom;
    }

    public Price sell() {
        return new Price(currency(), unit, sellInputN, sellCachedInputN, sellCacheWriteN, sellOutputN, sellMinuteN);
    }

    /** Null when the operator has not said what the provider takes. */
    public Price buy() {
        if (unit == Price.Unit.AUDIO) {
            return buyMinuteN == null ? null : Price.perMinute(currency(), buyMinuteN);
        }
        return buyInputN == null ? null : new Price(currency(), buyInputN, buyCachedInputN, buyCacheWriteN, buyOutputN);
    }

    /** The version that counts at an instant: of those that have begun, the one that began last. */
    public static Optional<PriceVersion> valid(Collection<PriceVersion> versions, Currency currency, Instant at) {
        return versions.stream()
                .filter(version ->
                        version.currency.equals(currency.getCurrencyCode()) && !version.validFrom.isAfter(at))
                .max(Comparator.comparing(PriceVersion::validFrom));
    }

    /** Of each currency the version that counts at an instant, by currency. */
    public static List<PriceVersion> validAt(Collection<PriceVersion> versions, Instant at) {
        return versions.stream()
                .map(version -> version.currency)
                .distinct()
                .sorted()
                .map(code -> valid(versions, Currency.getInstance(code), at))
                .flatMap(Optional::stream)
                .toList();
    }

    Prices prices() {
        return new Prices(id, model(), sell(), buy());
    }
}
