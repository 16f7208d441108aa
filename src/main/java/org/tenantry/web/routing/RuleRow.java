package org.tenantry.web.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.calls.RoutingRule;
import org.tenantry.values.ModelId;
import org.tenantry.web.Voice;

/** A rule as a list shows it, in the reader's words. */
public record RuleRow(
        UUID id, String name, List<String> when, String to, boolean enabled, boolean first, boolean last) {
    static List<RuleRow> of(Voice voice, List<RoutingRule> rules, Map<ModelId, String> labels) {
        var rows = new ArrayList<RuleRow>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            rows.add(new RuleRow(
                    rule.id(),
                    rule.name(),
                    RuleWords.when(voice, rule.conditions()),
                    RuleWords.to(voice, rule.target(), labels),
                    rule.enabled(),
                    i == 0,
                    i == rules.size() - 1));
        }
        return rows;
    }
}
