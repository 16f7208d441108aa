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
import org.tenantry.values.MemberId;
import org.tenantry.web.BudgetFields;
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
    private final BudgetFields fields = new BudgetFields();

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
                fields.getUnit(),
                fields.getSpan(),
                fields.marks(messages, caller.get().currency()),
                fields.stops(messages, caller.get().currency()));
        return AGAIN;
    }

    public String remove(UUID budget) {
        budgets.remove(caller.get(), budget);
        return AGAIN;
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

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public BudgetFields getFields() {
        return fields;
    }
}
