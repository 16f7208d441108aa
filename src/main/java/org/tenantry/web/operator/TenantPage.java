package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.TenantId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows one company to the operator and gives it credit. */
@Named
@ViewScoped
public class TenantPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Tenants tenants;

    @Inject
    Ledger ledger;

    @Inject
    Lots lots;

    private String id;
    private Tenants.Row tenant;
    private Money free;
    private Money held;

    /** Made once for each time the page is opened, so that a form that is sent twice gives once. */
    private String ref;

    private BigDecimal amount;
    private LotKind kind = LotKind.PROMO;
    private String lastDay;
    private String reason;

    public void load() {
        var wanted = TenantId.of(id);
        tenant = tenants.list(caller.get()).stream()
                .filter(row -> row.id().equals(wanted))
                .findFirst()
                .orElseThrow(NotFound::new);
        var wallet = ledger.wallet(wanted);
        free = wallet.free();
        held = wallet.held();
        ref = Ids.next().toString();
    }

    public String grant() {
        if (amount == null || amount.stripTrailingZeros().scale() > 9 || amount.precision() > 25) {
            throw new InvalidInput("tenant.refusal.amount");
        }
        var money = money();
        lots.grant(caller.get(), tenant.id(), kind, money, expiry(), ref, reason);
        return Said.done("tenant?faces-redirect=true&id=" + id, "tenant.granted");
    }

    private Money money() {
        try {
            return Money.of(amount, tenant.currency());
        } catch (ArithmeticException tooLarge) {
            throw new InvalidInput("tenant.refusal.amount");
        }
    }

    /** Midnight after the last day, where the tenant is (rule 4.3). */
    private Optional<Instant> expiry() {
        if (lastDay == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(lastDay.strip())
                    .plusDays(1)
                    .atStartOfDay(ZoneId.of(tenant.zone()))
                    .toInstant());
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("tenant.refusal.lastDay");
        }
    }

    public List<LotKind> getKinds() {
        return List.of(LotKind.PROMO, LotKind.PAID, LotKind.LINE);
    }

    public Tenants.Row getTenant() {
        return tenant;
    }

    public Money getFree() {
        return free;
    }

    public Money getHeld() {
        return held;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public LotKind getKind() {
        return kind;
    }

    public void setKind(LotKind kind) {
        this.kind = kind;
    }

    public String getLastDay() {
        return lastDay;
    }

    public void setLastDay(String lastDay) {
        this.lastDay = lastDay;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
