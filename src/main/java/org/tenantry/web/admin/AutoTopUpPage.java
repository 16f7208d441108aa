package org.tenantry.web.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import org.tenantry.payments.Amounts;
import org.tenantry.payments.AutoTopUps;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** The rule by which the wallet tops itself up with a saved card. */
@Named
@RequestScoped
public class AutoTopUpPage {
    private static final String AGAIN = "/admin/auto-top-up?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    AutoTopUps autoTopUps;

    private AutoTopUps.AutoTopUp rule;
    private BigDecimal threshold;
    private BigDecimal amount;

    @PostConstruct
    void load() {
        rule = autoTopUps.rule(caller.get()).orElse(null);
        if (rule != null) {
            threshold =
                    rule.threshold().isZero() ? null : plain(rule.threshold().units());
            amount = plain(rule.amount().units());
        }
    }

    private static BigDecimal plain(BigDecimal units) {
        var trimmed = units.stripTrailingZeros();
        return trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed;
    }

    public String on() {
        var currency = caller.get().currency();
        autoTopUps.on(caller.get(), Amounts.of(threshold, currency), Amounts.of(amount, currency));
        return Said.done(AGAIN, "autoTopUp.isOn");
    }

    public String off() {
        autoTopUps.off(caller.get());
        return Said.done(AGAIN, "autoTopUp.isOff");
    }

    public String forget() {
        autoTopUps.forget(caller.get());
        return Said.done(AGAIN, "autoTopUp.forgotten");
    }

    public AutoTopUps.AutoTopUp getRule() {
        return rule;
    }

    /** Whether a card was saved. */
    public boolean isCard() {
        return rule != null && rule.savedAt() != null;
    }

    public BigDecimal getThreshold() {
        return threshold;
    }

    public void setThreshold(BigDecimal threshold) {
        this.threshold = threshold;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }
}
