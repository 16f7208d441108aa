package org.tenantry.web.routing;

import jakarta.inject.Inject;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.tenantry.calls.Language;
import org.tenantry.calls.Rules;
import org.tenantry.calls.Target;
import org.tenantry.calls.Whose;
import org.tenantry.values.Ids;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.Said;

/** Adds a rule, changes it or takes it away. */
public abstract class RulePage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String LIST = "routing?faces-redirect=true";

    @Inject
    protected CurrentCaller caller;

    @Inject
    Rules rules;

    @Inject
    protected Messages msg;

    private final Whose whose;
    private final RuleFields fields = new RuleFields();
    private String id;
    private List<Choice> targets;
    private List<Choice> days;

    /** Something to choose, and the word for it. */
    public record Choice(String value, String label) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    protected RulePage(Whose whose) {
        this.whose = whose;
    }

    /** The models that a rule may lead to, and the aliases. */
    protected abstract List<Choice> models();

    protected abstract List<Choice> aliases();

    public void load() {
        targets = new ArrayList<>();
        for (var aim : List.of(Target.CHEAPEST, Target.STRONGEST)) {
            targets.add(new Choice(RuleFields.word(aim), msg.of("rule.to." + aim)));
        }
        targets.addAll(models());
        targets.addAll(aliases());
        days = Arrays.stream(DayOfWeek.values())
                .map(day -> new Choice(day.name(), RuleWords.day(msg.voice(), day)))
                .toList();
        if (id != null) {
            var rule = rules.get(caller.get(), whose, ruleId());
            fields.show(rule);
            var word = RuleFields.word(rule.target());
            if (targets.stream().noneMatch(one -> one.value().equals(word))) {
                targets.add(new Choice(word, msg.of("rule.to.gone")));
            }
        }
    }

    public String save() {
        var form = fields.form();
        if (id == null) {
            rules.add(caller.get(), whose, form);
            return Said.done(LIST, "routing.added", form.name());
        }
        rules.change(caller.get(), whose, ruleId(), form);
        return Said.done(LIST, "routing.changed", form.name());
    }

    public String remove() {
        rules.remove(caller.get(), whose, ruleId());
        return Said.done(LIST, "routing.removed", fields.getName());
    }

    private UUID ruleId() {
        return Ids.parse(id);
    }

    public RuleFields getFields() {
        return fields;
    }

    public List<Choice> getTargets() {
        return targets;
    }

    public Language[] getLanguages() {
        return Language.values();
    }

    public List<Choice> getDays() {
        return days;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
