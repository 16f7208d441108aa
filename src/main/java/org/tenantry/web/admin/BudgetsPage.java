package org.tenantry.web.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.metering.Budget;
import org.tenantry.metering.Budgets;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.Money;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/** The limits of the tenant and its members, how far each is used, and setting them. */
@Named
@RequestScoped
public class BudgetsPage {
    private static final String AGAIN = "/admin/budgets?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    Budgets budgets;

    @Inject
    Tenants tenants;

    @Inject
    Messages messages;

    private List<Budget> rows;
    private List<Tenants.MemberRow> members;
    private Map<MemberId, String> names;
    private String member;
    private Budget.Unit unit = Budget.Unit.MONEY;
    private Budget.Span span = Budget.Span.MONTH;
    private String soft;
    private String hard;

    /** The rows are there before a form is read, because each has a button. */
    @PostConstruct
    void load() {
        rows = budgets.list(caller.get());
        members = tenants.members(caller.get());
        names = members.stream().collect(Collectors.toMap(Tenants.MemberRow::id, Tenants.MemberRow::name));
    }

    public String set() {
        budgets.set(
                caller.get(),
                Optional.ofNullable(member).map(MemberId::of),
                unit,
                span,
                Optional.ofNullable(soft).map(this::limit),
                Optional.ofNullable(hard).map(this::limit));
        return AGAIN;
    }

    public String remove(UUID budget) {
        budgets.remove(caller.get(), budget);
        return AGAIN;
    }

    private long limit(String typed) {
        var number = messages.read(typed);
        try {
            return unit == Budget.Unit.MONEY
                    ? Money.of(number, caller.get().currency()).nanos()
                    : number.longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidInput(
                    unit == Budget.Unit.MONEY ? "refusal.number.tooFine" : "refusal.number.whole", typed);
        }
    }

    public List<Budget> getRows() {
        return rows;
    }

    public List<Tenants.MemberRow> getMembers() {
        return members;
    }

    public Map<MemberId, String> getNames() {
        return names;
    }

    public Budget.Unit[] getUnits() {
        return Budget.Unit.values();
    }

    public Budget.Span[] getSpans() {
        return Budget.Span.values();
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public Budget.Unit getUnit() {
        return unit;
    }

    public void setUnit(Budget.Unit unit) {
        this.unit = unit;
    }

    public Budget.Span getSpan() {
        return span;
    }

    public void setSpan(Budget.Span span) {
        this.span = span;
    }

    public String getSoft() {
        return soft;
    }

    public void setSoft(String soft) {
        this.soft = soft;
    }

    public String getHard() {
        return hard;
    }

    public void setHard(String hard) {
        this.hard = hard;
    }
}
