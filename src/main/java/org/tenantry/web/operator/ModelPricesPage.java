package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.tenantry.models.ModelKind;
import org.tenantry.models.Models;
import org.tenantry.models.PriceTag;
import org.tenantry.models.PriceVersion;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.Price;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows what a model costs and has cost, with the margin, and adds its next price. */
@Named
@ViewScoped
public class ModelPricesPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Models models;

    @Inject
    Clock clock;

    private String id;
    private String label;
    private boolean on;
    private ModelKind kind;
    private List<Row> rows = List.of();
    private String currency = "USD";
    private String validFrom;
    private final Tag sell = new Tag();
    private final Tag buy = new Tag();
    private List<Margin> margins = List.of();

    public void load() {
        var model = models.get(caller.get(), ModelId.of(id));
        label = model.label();
        on = model.isOn();
        kind = model.kind();
        var versions = models.prices(caller.get(), model.id());
        var now = clock.instant();
        var valid = PriceVersion.validAt(versions, now);
        rows = versions.stream()
                .map(version -> Row.of(
                        version, valid.contains(version), version.validFrom().isAfter(now)))
                .toList();
        if (!valid.isEmpty()) {
            proposeNext(valid.get(0));
        }
    }

    /** What is typed is most often a small step from what is there. */
    private void proposeNext(PriceVersion present) {
        currency = present.currency().getCurrencyCode();
        sell.show(present.sell());
        if (present.buy() != null) {
            buy.show(present.buy());
        }
    }

    /** What would remain of each bucket, without adding the price. */
    public void preview() {
        var money = currency();
        var selling = sell.tag().of(kind).in(money);
        var buying = buy.tag().isEmpty() ? null : buy.tag().of(kind).in(money);
        margins = Margin.of(selling, buying);
    }

    public String add() {
        var model = ModelId.of(id);
        if (validFrom == null) {
            models.addPrice(caller.get(), model, currency(), sell.tag(), buy.tag());
        } else {
            models.addPrice(caller.get(), model, currency(), instant(), sell.tag(), buy.tag());
        }
        return Said.done("model-prices?faces-redirect=true&id=" + id, "prices.added");
    }

    public String turnOn() {
        models.turn(caller.get(), ModelId.of(id), true);
        return Said.done("models?faces-redirect=true", "operator.turnedOn");
    }

    private Currency currency() {
        try {
            return Currency.getInstance(currency == null ? "" : currency.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInput("prices.refusal.currency");
        }
    }

    private Instant instant() {
        try {
            return LocalDateTime.parse(validFrom.strip()).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("prices.refusal.validFrom");
        }
    }

    public List<Row> getRows() {
        return rows;
    }

    public List<Margin> getMargins() {
        return margins;
    }

    public String getLabel() {
        return label;
    }

    public ModelKind getKind() {
        return kind;
    }

    public boolean isOn() {
        return on;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public String getValidFrom() {
        return validFrom;
    }

    public void setValidFrom(String validFrom) {
        this.validFrom = validFrom;
    }

    public Tag getSell() {
        return sell;
    }

    public Tag getBuy() {
        return buy;
    }

    /** The amounts of a price, as they are typed: four for tokens, or one for a minute. */
    public static class Tag implements Serializable {
        private static final long serialVersionUID = 1L;

        private BigDecimal input;
        private BigDecimal cachedInput;
        private BigDecimal cacheWrite;
        private BigDecimal output;
        private BigDecimal minute;

        void show(Price price) {
            var tag = PriceTag.of(price);
            input = tag.input();
            cachedInput = tag.cachedInput();
            cacheWrite = tag.cacheWrite();
            output = tag.output();
            minute = tag.minute();
        }

        PriceTag tag() {
            return new PriceTag(input, cachedInput, cacheWrite, output, minute);
        }

        public BigDecimal getMinute() {
            return minute;
        }

        public void setMinute(BigDecimal minute) {
            this.minute = minute;
        }

        public BigDecimal getInput() {
            return input;
        }

        public void setInput(BigDecimal input) {
            this.input = input;
        }

        public BigDecimal getCachedInput() {
            return cachedInput;
        }

        public void setCachedInput(BigDecimal cachedInput) {
            this.cachedInput = cachedInput;
        }

        public BigDecimal getCacheWrite() {
            return cacheWrite;
        }

        public void setCacheWrite(BigDecimal cacheWrite) {
            this.cacheWrite = cacheWrite;
        }

        public BigDecimal getOutput() {
            return output;
        }

        public void setOutput(BigDecimal output) {
            this.output = output;
        }
    }

    /** A price version in the history. */
    public record Row(Instant validFrom, String currency, boolean valid, boolean coming, List<Margin> margins)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        static Row of(PriceVersion version, boolean valid, boolean coming) {
            return new Row(
                    version.validFrom(),
                    version.currency().getCurrencyCode(),
                    valid,
                    coming,
                    Margin.of(version.sell(), version.buy()));
        }
    }
}
