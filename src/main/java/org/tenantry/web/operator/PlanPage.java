package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.tenantry.models.Models;
import org.tenantry.plans.Plans;
import org.tenantry.values.Ids;
import org.tenantry.values.NotFound;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** Shows one plan: what is on sale, the next version that is being written, and all versions side by side. */
@Named
@ViewScoped
public class PlanPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Plans plans;

    @Inject
    Models models;

    @Inject
    Messages msg;

    private String id;
    private String currency;
    private boolean confirming;
    private Plans.PlanRow plan;
    private Plans.VersionRow draft;
    private long kept;
    private boolean everSold;
    private List<PlanSheet> sheets;
    private List<Pick> picks;
    private final PlanFields fields = new PlanFields();
    private String name;
    private Integer place;

    public void load() {
        var wanted = Ids.parse(id);
        plan = plans.list(caller.get()).stream()
                .filter(row -> row.id().equals(wanted))
                .findFirst()
                .orElseThrow(NotFound::new);
        name = plan.name();
        place = plan.place();
        picks = models.list(caller.get()).stream()
                .map(model -> new Pick(model.id().toString(), model.label(), model.isOn()))
                .toList();
        var versions = plans.history(caller.get(), wanted);
        sheets = PlanSheet.of(versions, picks, msg);
        everSold = versions.stream().anyMatch(version -> !version.isDraft());
        choose(versions);
    }

    /** The currency that is written in: as asked, else that of a draft, else that of what is on sale. */
    private void choose(List<Plans.VersionRow> versions) {
        if (currency == null) {
            currency = Stream.concat(
                            versions.stream().filter(Plans.VersionRow::isDraft),
                            versions.stream().filter(Plans.VersionRow::isOnSale))
                    .map(PlanPage::currencyOf)
                    .findFirst()
                    .orElse("USD");
        }
        var own = versions.stream()
                .filter(version -> currencyOf(version).equals(currency))
                .toList();
        fields.setCurrency(currency);
        own.stream().findFirst().ifPresent(version -> fields.show(version.terms()));
        draft = own.stream().filter(Plans.VersionRow::isDraft).findFirst().orElse(null);
        confirming &= draft != null;
        kept = own.stream().mapToLong(Plans.VersionRow::subscriptions).sum();
    }

    public String save() {
        var form = fields.form(plan.audience());
        plans.draft(caller.get(), plan.id(), form);
        return Said.done(here(form.currency()), "plan.drafted");
    }

    public String discard() {
        plans.discard(caller.get(), draft.terms().version());
        return Said.done(here(currency), "plan.discarded");
    }

    public String putOnSale() {
        plans.putOnSale(caller.get(), draft.terms().version());
        return Said.done(here(currency), "plan.soldNow", draft.terms().number());
    }

    public String describe() {
        if (!plan.name().equals(name)) {
            plans.rename(caller.get(), plan.id(), name);
        }
        if (place != null && place != plan.place()) {
            plans.reorder(caller.get(), plan.id(), place);
        }
        return Said.done(here(currency), "operator.saved");
    }

    public String turn(boolean offered) {
        if (offered) {
            plans.offer(caller.get(), plan.id());
        } else {
            plans.withdraw(caller.get(), plan.id());
        }
        return Said.done(here(currency), offered ? "plan.offeredNow" : "plan.withdrawnNow");
    }

    public String delete() {
        plans.delete(caller.get(), plan.id());
        return Said.done("plans?faces-redirect=true", "plan.deleted", plan.name());
    }

    private String here(String chosen) {
        return "plan?faces-redirect=true&id=" + id + "&currency=" + chosen;
    }

    private static String currencyOf(Plans.VersionRow version) {
        return version.terms().currency().getCurrencyCode();
    }

    public Plans.PlanRow getPlan() {
        return plan;
    }

    public Plans.VersionRow getDraft() {
        return draft;
    }

    /** Subscriptions in this currency, which keep the version that they have. */
    public long getKept() {
        return kept;
    }

    public boolean isEverSold() {
        return everSold;
    }

    public List<PlanSheet> getSheets() {
        return sheets;
    }

    public List<Pick> getPicks() {
        return picks;
    }

    public PlanFields getFields() {
        return fields;
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

    public boolean isConfirming() {
        return confirming;
    }

    public void setConfirming(boolean confirming) {
        this.confirming = confirming;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Integer getPlace() {
        return place;
    }

    public void setPlace(Integer place) {
        this.place = place;
    }

    /** A model that a plan may include. */
    public record Pick(String id, String label, boolean on) implements Serializable {
        private static final long serialVersionUID = 1L;

        boolean is(UUID model) {
            return id.equals(model.toString());
        }
    }
}
