package org.tenantry.testbed;

import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.tenantry.plans.Cycle;
import org.tenantry.plans.PlanForm;
import org.tenantry.plans.Terms.AllowanceScope;

/** Terms to write a plan with: a modest one that any test changes in what it is about. */
public final class Tariff {
    public String currency = "USD";
    public String summary = "For a test";
    public BigDecimal baseFee = new BigDecimal("20");
    public BigDecimal seatFee = BigDecimal.ZERO;
    public int includedSeats = 1;
    public int mostSeats;
    public BigDecimal allowance = BigDecimal.ZERO;
    public AllowanceScope allowanceScope = AllowanceScope.TENANT;
    public BigDecimal rolloverCap = BigDecimal.ZERO;
    public Cycle cycle = Cycle.CALENDAR;
    public int trialDays;
    public BigDecimal trialAllowance = BigDecimal.ZERO;
    public BigDecimal creditLine = BigDecimal.ZERO;
    public int requestsPerMinute;
    public int streams;
    public boolean everyModel = true;
    public Set<UUID> models = Set.of();
    public boolean everyPlugin = true;
    public Set<String> plugins = Set.of();

    /** The modest plan with these changes. */
    public static PlanForm with(Consumer<Tariff> changes) {
        var tariff = new Tariff();
        changes.accept(tariff);
        return tariff.form();
    }

    public static PlanForm priced(String baseFee) {
        return with(tariff -> tariff.baseFee = new BigDecimal(baseFee));
    }

    private PlanForm form() {
        return new PlanForm(
                currency,
                summary,
                baseFee,
                seatFee,
                includedSeats,
                mostSeats,
                allowance,
                allowanceScope,
                rolloverCap,
                cycle,
                trialDays,
                trialAllowance,
                creditLine,
                requestsPerMinute,
                streams,
                everyModel,
                models,
                everyPlugin,
                plugins);
    }
}
