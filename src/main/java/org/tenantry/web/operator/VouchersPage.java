package org.tenantry.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tenantry.ledger.LotKind;
import org.tenantry.payments.Amounts;
import org.tenantry.payments.VoucherBatch;
import org.tenantry.payments.VoucherBatches;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** The operator's voucher batches: makes them, exports their codes once, stops them. */
@Named
@RequestScoped
public class VouchersPage {
    private static final String AGAIN = "/operator/vouchers?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    VoucherBatches batches;

    private List<VoucherBatch> rows;
    private String name;
    private LotKind kind = LotKind.PROMO;
    private BigDecimal amount;
    private String currency;
    private Integer count;
    private String lastDay;
    private Integer creditDays;

    /** The rows are there before a form is read, because each has buttons. */
    @PostConstruct
    void load() {
        rows = batches.list(caller.get());
    }

    public String create() {
        var sum = Amounts.of(amount, currency());
        batches.create(
                caller.get(), new VoucherBatches.Wish(name, kind, sum, count == null ? 0 : count, end(), creditDays));
        return Said.done(AGAIN, "vouchers.created");
    }

    /** Hands the codes out as a file; there is no second time. */
    public void export(UUID batch) throws IOException {
        var codes = batches.export(caller.get(), batch);
        var faces = FacesContext.getCurrentInstance();
        var answer = faces.getExternalContext();
        answer.responseReset();
        answer.setResponseContentType("text/csv;charset=UTF-8");
        answer.setResponseHeader("Content-Disposition", "attachment; filename=\"vouchers-" + batch + ".csv\"");
        answer.setResponseHeader("Cache-Control", "no-store");
        answer.getResponseOutputStream()
                .write(("code\r\n" + String.join("\r\n", codes) + "\r\n").getBytes(StandardCharsets.UTF_8));
        faces.responseComplete();
    }

    public String stop(UUID batch) {
        batches.stop(caller.get(), batch);
        return Said.done(AGAIN, "vouchers.stopped");
    }

    private Currency currency() {
        try {
            return Currency.getInstance(currency == null ? "" : currency.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInput("prices.refusal.currency");
        }
    }

    /** Midnight after the last day. */
    private Instant end() {
        try {
            return lastDay == null
                    ? null
                    : LocalDate.parse(lastDay.strip())
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("vouchers.refusal.until");
        }
    }

    public List<VoucherBatch> getRows() {
        return rows;
    }

    public List<LotKind> getKinds() {
        return List.of(LotKind.PROMO, LotKind.PAID);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public LotKind getKind() {
        return kind;
    }

    public void setKind(LotKind kind) {
        this.kind = kind;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public Integer getCount() {
        return count;
    }

    public void setCount(Integer count) {
        this.count = count;
    }

    public String getLastDay() {
        return lastDay;
    }

    public void setLastDay(String lastDay) {
        this.lastDay = lastDay;
    }

    public Integer getCreditDays() {
        return creditDays;
    }

    public void setCreditDays(Integer creditDays) {
        this.creditDays = creditDays;
    }
}
