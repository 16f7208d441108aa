package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.tenantry.billing.PlanChanges;
import org.tenantry.billing.Preview;
import org.tenantry.plans.Subscription;
import org.tenantry.plans.SubscriptionList;
import org.tenantry.plans.Subscriptions;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.Retry;
import org.tenantry.web.Said;

/** Shows what a company has bought and how it came to that, and changes plan and seats as agreed with it. */
@Named
@ViewScoped
public class TenantPlanPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    OperatorDesk desk;

    @Inject
    SubscriptionList list;

    @Inject
    Subscriptions subscriptions;

    @Inject
    PlanChanges changes;

    private String id;
    private Tenants.Row tenant;
    private Subscription now;
    private List<Terms> offers;
    private List<Step> history;
    private Preview preview;
    private String version;
    private int seats = 1;

    public void load() {
        tenant = desk.tenant(id);
        now = subscriptions.of(tenant.id()).orElse(null);
        var onSale = list.offered(desk.operator(), tenant.currency());
        offers = now == null
                ? onSale
                : Stream.concat(Stream.of(now.terms()), onSale.stream().filter(terms -> !terms.version()
                                .equals(now.terms().version())))
                        .toList();
        history = steps();
        if (now != null) {
            version = now.terms().version().toString();
            seats = now.seats();
        }
    }

    /** Shows what it would do and cost, and changes nothing. */
    public void look() {
        preview = null;
        preview = changes.preview(desk.operator(), tenant.id(), wanted(), seats);
    }

    public String choose() {
        Retry.transaction(() -> changes.choose(desk.operator(), tenant.id(), wanted(), seats));
        return Said.done("tenant-plan?faces-redirect=true&id=" + id, "tenantPlan.done");
    }

    private UUID wanted() {
        return Ids.parse(version);
    }

    private List<Step> steps() {
        var events = subscriptions.history(desk.operator(), tenant.id());
        var names = desk.names(events.stream()
                .filter(event -> event.person() != null)
                .map(event -> event.person().value())
                .distinct()
                .toList());
        return events.stream()
                .map(event -> new Step(
                        event,
                        event.person() == null ? null : names.get(event.person().value())))
                .toList();
    }

    public Tenants.Row getTenant() {
        return tenant;
    }

    /** Null when the tenant has no plan. */
    public Subscription getNow() {
        return now;
    }

    public List<Terms> getOffers() {
        return offers;
    }

    public List<Step> getHistory() {
        return history;
    }

    /** Null until it was asked for. */
    public Preview getPreview() {
        return preview;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public int getSeats() {
        return seats;
    }

    public void setSeats(int seats) {
        this.seats = seats;
    }

    /** What happened, and who did it; null when the clock did. */
    public record Step(Subscriptions.Event event, String who) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
