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
import org.tenantry.ledger.Corrections;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Lots;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.web.Said;

/** Gives a company credit, and takes back what should not be there. */
@Named
@ViewScoped
public class TenantCreditPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    OperatorDesk desk;

    @Inject
    Lots lots;

    @Inject
    Corrections corrections;

    private String id;
    private Tenants.Row tenant;
    private List<Takeable> takeable;

    /** Made once for each time the page is opened, so that a form that is sent twice gives or takes once. */
    private String ref;

    private BigDecimal amount;
    private LotKind kind = LotKind.PROMO;
    private String lastDay;
    private String reason;
    private BigDecimal less;
    private LotKind lessKind = LotKind.PROMO;
    private String lessReason;

    public void load() {
        tenant = desk.tenant(id);
        takeable = Corrections.kinds().stream()
                .map(of -> new Takeable(of, corrections.takeable(desk.operator(), tenant.id(), of)))
                .toList();
        ref = Ids.next().toString();
    }

    public String grant() {
        lots.grant(desk.operator(), tenant.id(), kind, money(amount), expiry(), ref, reason);
        return Said.done("tenant-credit?faces-redirect=true&id=" + id, "tenant.granted");
    }

    public String takeBack() {
        corrections.takeBack(desk.operator(), tenant.id(), lessKind, money(less), ref, lessReason);
        return Said.done("tenant-credit?faces-redirect=true&id=" + id, "tenantCredit.taken");
    }

    private Money money(BigDecimal typed) {
        if (typed == null || typed.stripTrailingZeros().scale() > 9 || typed.precision() > 25) {
            throw new InvalidInput("tenant.refusal.amount");
        }
        try {
            return Money.of(typed, tenant.currency());
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

    public List<LotKind> getLessKinds() {
        return Corrections.kinds();
    }

    public Tenants.Row getTenant() {
        return tenant;
    }

    public List<Takeable> getTakeable() {
        return takeable;
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

    public BigDecimal getLess() {
        return less;
    }

    public void setLess(BigDecimal less) {
        this.less = less;
    }

    public LotKind getLessKind() {
        return lessKind;
    }

    public void setLessKind(LotKind lessKind) {
        this.lessKind = lessKind;
    }

    public String getLessReason() {
        return lessReason;
    }

    public void setLessReason(String lessReason) {
        this.lessReason = lessReason;
    }

    /** What of one kind could be taken back. */
    public record Takeable(LotKind kind, Money most) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
