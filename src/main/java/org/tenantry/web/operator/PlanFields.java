package org.tenantry.web.operator;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.PlanForm;
import org.tenantry.plans.Terms;
import org.tenantry.values.Money;

/** The terms of a plan version as they are typed; an empty field is nothing, or no limit. */
public class PlanFields implements Serializable {
    private static final long serialVersionUID = 1L;

    private String currency = "USD";
    private String summary;
    private BigDecimal baseFee;
    private BigDecimal seatFee;
    private Integer includedSeats = 1;
    private Integer mostSeats;
    private BigDecimal allowance;
    private Terms.AllowanceScope allowanceScope = Terms.AllowanceScope.TENANT;
    private BigDecimal rolloverCap;
    private Cycle cycle = Cycle.CALENDAR;
    private Integer trialDays;
    private BigDecimal trialAllowance;
    private BigDecimal creditLine;
    private Integer requestsPerMinute;
    private Integer streams;
    private boolean everyModel = true;
    private final Map<String, Boolean> picked = new HashMap<>();
    private boolean everyPlugin = true;
    private Set<String> plugins = Set.of();

    /** What is typed is most often a small step from what is there. */
    void show(Terms terms) {
        currency = terms.currency().getCurrencyCode();
        summary = terms.summary();
        baseFee = units(terms.baseFee());
        seatFee = units(terms.seatFee());
        includedSeats = terms.includedSeats();
        mostSeats = orEmpty(terms.mostSeats());
        allowance = units(terms.allowance());
        allowanceScope = terms.allowanceScope();
        rolloverCap = units(terms.rolloverCap());
        cycle = terms.cycle();
        trialDays = orEmpty(terms.trialDays());
        trialAllowance = units(terms.trialAllowance());
        creditLine = units(terms.creditLine());
        requestsPerMinute = orEmpty(terms.requestsPerMinute());
        streams = orEmpty(terms.streams());
        everyModel = terms.everyModel();
        terms.models().forEach(model -> picked.put(model.toString(), true));
        everyPlugin = terms.everyPlugin();
        plugins = terms.plugins();
    }

    /** The form for a plan of that audience: a person has one seat. */
    PlanForm form(Terms.Audience audience) {
        boolean alone = audience == Terms.Audience.PERSON;
        return new PlanForm(
                currency,
                summary,
                baseFee,
                alone ? BigDecimal.ZERO : seatFee,
                alone ? 1 : number(includedSeats),
                alone ? 1 : number(mostSeats),
                allowance,
                alone ? Terms.AllowanceScope.TENANT : allowanceScope,
                rolloverCap,
                cycle,
                number(trialDays),
                trialAllowance,
                creditLine,
                number(requestsPerMinute),
                number(streams),
                everyModel,
                models(),
                everyPlugin,
                plugins);
    }

    private Set<UUID> models() {
        return picked.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> UUID.fromString(entry.getKey()))
                .collect(Collectors.toSet());
    }

    private static BigDecimal units(Money money) {
        if (money.isZero()) {
            return null;
        }
        var units = money.units().stripTrailingZeros();
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        return units.scale() < digits ? units.setScale(digits) : units;
    }

    private static Integer orEmpty(int limit) {
        return limit == 0 ? null : Integer.valueOf(limit);
    }

    private static int number(Integer typed) {
        return typed == null ? 0 : typed;
    }

    public Map<String, Boolean> getPicked() {
        return picked;
    }

    public Terms.AllowanceScope[] getScopes() {
        return Terms.AllowanceScope.values();
    }

    public Cycle[] getCycles() {
        return Cycle.values();
    }

    public String getCurrency() {
        return currency;
    }

    public void setCurrency(String currency) {
        this.currency = currency;
    }

    public String getSummary() {
        return summary;
    }

    public void setSummary(String summary) {
        this.summary = summary;
    }

    public BigDecimal getBaseFee() {
        return baseFee;
    }

    public void setBaseFee(BigDecimal baseFee) {
        this.baseFee = baseFee;
    }

    public BigDecimal getSeatFee() {
        return seatFee;
    }

    public void setSeatFee(BigDecimal seatFee) {
        this.seatFee = seatFee;
    }

    public BigDecimal getAllowance() {
        return allowance;
    }

    public void setAllowance(BigDecimal allowance) {
        this.allowance = allowance;
    }

    public BigDecimal getRolloverCap() {
        return rolloverCap;
    }

    public void setRolloverCap(BigDecimal rolloverCap) {
        this.rolloverCap = rolloverCap;
    }

    public BigDecimal getTrialAllowance() {
        return trialAllowance;
    }

    public void setTrialAllowance(BigDecimal trialAllowance) {
        this.trialAllowance = trialAllowance;
    }

    public BigDecimal getCreditLine() {
        return creditLine;
    }

    public void setCreditLine(BigDecimal creditLine) {
        this.creditLine = creditLine;
    }

    public Integer getIncludedSeats() {
        return includedSeats;
    }

    public void setIncludedSeats(Integer includedSeats) {
        this.includedSeats = includedSeats;
    }

    public Integer getMostSeats() {
        return mostSeats;
    }

    public void setMostSeats(Integer mostSeats) {
        this.mostSeats = mostSeats;
    }

    public Integer getTrialDays() {
        return trialDays;
    }

    public void setTrialDays(Integer trialDays) {
        this.trialDays = trialDays;
    }

    public Integer getRequestsPerMinute() {
        return requestsPerMinute;
    }

    public void setRequestsPerMinute(Integer requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    public Integer getStreams() {
        return streams;
    }

    public void setStreams(Integer streams) {
        this.streams = streams;
    }

    public Terms.AllowanceScope getAllowanceScope() {
        return allowanceScope;
    }

    public void setAllowanceScope(Terms.AllowanceScope allowanceScope) {
        this.allowanceScope = allowanceScope;
    }

    public Cycle getCycle() {
        return cycle;
    }

    public void setCycle(Cycle cycle) {
        this.cycle = cycle;
    }

    public boolean isEveryModel() {
        return everyModel;
    }

    public void setEveryModel(boolean everyModel) {
        this.everyModel = everyModel;
    }
}
