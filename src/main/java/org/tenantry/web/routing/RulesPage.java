package org.tenantry.web.routing;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.tenantry.calls.RoutingRule;
import org.tenantry.calls.Rules;
import org.tenantry.calls.Whose;
import org.tenantry.models.Catalogue;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** Lists the rules of one owner in their order, moves them, and switches them on and off. */
public abstract class RulesPage {
    private static final String AGAIN = "routing?faces-redirect=true";

    @Inject
    CurrentCaller caller;

    @Inject
    Rules rules;

    @Inject
    Catalogue catalogue;

    @Inject
    Messages msg;

    private final Whose whose;
    private List<RuleRow> rows;
    private List<RuleRow> inherited = List.of();

    protected RulesPage(Whose whose) {
        this.whose = whose;
    }

    /** The rows are there before a form is read, because each has buttons. */
    @PostConstruct
    void load() {
        var own = rules.list(caller.get(), whose);
        var others = whose == Whose.TENANT ? rules.inherited(caller.get()) : List.<RoutingRule>of();
        var labels = catalogue.labels(Stream.concat(own.stream(), others.stream())
                .map(rule -> rule.target().model())
                .filter(Objects::nonNull)
                .toList());
        rows = RuleRow.of(msg.voice(), own, labels);
        inherited = RuleRow.of(msg.voice(), others, labels);
    }

    public String move(UUID id, boolean earlier) {
        rules.move(caller.get(), whose, id, earlier);
        return Said.done(AGAIN, "routing.moved");
    }

    public String enable(UUID id, boolean on) {
        rules.enable(caller.get(), whose, id, on);
        return Said.done(AGAIN, on ? "routing.turnedOn" : "routing.turnedOff");
    }

    public List<RuleRow> getRows() {
        return rows;
    }

    /** The operator's rules, which come after a tenant's own. */
    public List<RuleRow> getInherited() {
        return inherited;
    }
}
