package org.tenantry.calls;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tenantry.values.Ids;

/** Decides as a server does, over a table in which only the last rule holds: the longest way there is. */
public final class RoutingBench {
    private static final String[] NEVER = {
        "{\"tokensFrom\":5000}",
        "{\"keywords\":[\"prove that\",\"step by step\",\"root cause\",\"trade-offs\"]}",
        "{\"code\":true,\"tokensFrom\":100}",
        "{\"languages\":[\"ZH\"]}",
        "{\"budgetBelow\":10}",
        "{\"from\":\"22:00\",\"to\":\"06:00\"}",
        "{\"depthFrom\":30}",
        "{\"images\":true}"
    };

    private final RouteTable table;
    private final List<Candidate> models = new ArrayList<>();
    private final Traits traits;
    private int decided;

    public RoutingBench(int rules, int count) {
        for (int i = 0; i < count; i++) {
            models.add(Models.of("m" + i, 1 + i % 5, 100_000_000L * (i + 1), 400_000_000L * (i + 1)));
        }
        var list = new ArrayList<RoutingRule>();
        for (int i = 0; i < rules - 1; i++) {
            list.add(new RoutingRule(
                    Ids.next(), true, "r" + i, ConditionsText.read(NEVER[i % NEVER.length]), Target.STRONGEST, true));
        }
        list.add(new RoutingRule(
                Ids.next(),
                false,
                "last",
                Conditions.ALWAYS,
                Target.model(models.get(count / 2).id()),
                true));
        table = new RouteTable(list, Map.of(), Set.of(), Optional.empty());
        traits = read(question(2_000));
    }

    public void decide() {
        decided += Router.decide(table, models, traits).candidates().size();
    }

    /** What is seen of a question: its tokens, code, language. */
    public Traits read(String question) {
        return Traits.of(
                new Occasion(question, 2, 3_000, false, false),
                OptionalInt.of(80),
                LocalDateTime.of(2031, 3, 5, 12, 0).atZone(ZoneId.of("Europe/Berlin")),
                false);
    }

    public String question(int length) {
        return "Could you tell me how a sailing boat moves against the wind and what keeps it upright? "
                .repeat(length / 80 + 1)
                .substring(0, length);
    }

    /** Keeps the work from being thought away. */
    public int decided() {
        return decided;
    }
}
