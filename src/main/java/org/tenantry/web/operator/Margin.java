package org.tenantry.web.operator;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.tenantry.values.Money;
import org.tenantry.values.Price;

/**
 * What remains of one bucket of a price: {@code left} is sell minus buy, {@code percent} how much that is of the sell
 * price. Both are null when the buy price is unknown, and {@code percent} also when the model is given away.
 */
public record Margin(String bucket, Money sell, Money buy, Money left, BigDecimal percent) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The four buckets of a price, or the minute of audio; {@code buy} may be null. */
    static List<Margin> of(Price sell, Price buy) {
        if (sell.unit() == Price.Unit.AUDIO) {
            return List.of(of("minute", sell, sell.minuteN(), buy == null ? null : buy.minuteN()));
        }
        return List.of(
                of("input", sell, sell.inputN(), buy == null ? null : buy.inputN()),
                of("cachedInput", sell, sell.cachedInputN(), buy == null ? null : buy.cachedInputN()),
                of("cacheWrite", sell, sell.cacheWriteN(), buy == null ? null : buy.cacheWriteN()),
                of("output", sell, sell.outputN(), buy == null ? null : buy.outputN()));
    }

    /** Whether the provider takes more than the tenant pays. */
    public boolean isLoss() {
        return left != null && left.isNegative();
    }

    private static Margin of(String bucket, Price price, long sellN, Long buyN) {
        var sell = new Money(sellN, price.currency());
        if (buyN == null) {
            return new Margin(bucket, sell, null, null, null);
        }
        var buy = new Money(buyN, price.currency());
        var left = sell.minus(buy);
        var percent = sellN == 0
                ? null
                : BigDecimal.valueOf(left.nanos())
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(sellN), 0, RoundingMode.HALF_UP);
        return new Margin(bucket, sell, buy, left, percent);
    }
}
