package org.tenantry.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tenantry.values.ToolRequest;

/**
 * Puts the tools that an answer asks for together from pieces, which several requests may take turns in. Index, id and
 * name are each missing from some pieces and repeated in others; a request without an id is given one that is new to the
 * conversation.
 */
final class ToolPieces {
    private static final int LONGEST_ID = 200;

    private final List<Building> all = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    ToolPieces(Ask ask) {
        ask.turns().forEach(turn -> turn.requests().forEach(request -> taken.add(request.id())));
    }

    /** More of the request at this index (below 0: of the last one). {@link Lines.TooLong} past any bound. */
    void add(long index, String id, String name, String arguments) {
        if (id.length() > LONGEST_ID || name.length() > LONGEST_ID) {
            throw new Lines.TooLong();
        }
        var building = find(index, id);
        if (building == null) {
            if (all.size() == ToolRequest.MOST) {
                throw new Lines.TooLong();
            }
            building = new Building(index);
            all.add(building);
        }
        building.id = building.id.isEmpty() ? id : building.id;
        building.name = building.name.isEmpty() ? name : building.name;
        if (building.arguments.length() + arguments.length() > ToolRequest.LONGEST_ARGUMENTS) {
            throw new Lines.TooLong();
        }
        building.arguments.append(arguments);
    }

    /** The latest with this index, unless it is known by another id: some servers give every request the index 0. */
    private Building find(long index, String id) {
        for (int i = all.size() - 1; i >= 0; i--) {
            var building = all.get(i);
            if (index < 0 || building.index == index) {
                boolean other = !id.isEmpty() && !building.id.isEmpty() && !building.id.equals(id);
                return other ? null : building;
            }
        }
        return null;
    }

    /** In the order in which they began; what has no name asks for nothing. */
    List<ToolRequest> whole() {
        all.stream().map(building -> building.id).filter(id -> !id.isEmpty()).forEach(taken::add);
        return all.stream()
                .filter(building -> !building.name.isEmpty())
                .map(building -> ToolRequest.of(
                        building.id.isEmpty() ? fresh() : building.id, building.name, building.arguments.toString()))
                .toList();
    }

    private String fresh() {
        int number = taken.size() + 1;
        while (!taken.add("call-" + number)) {
            number++;
        }
        return "call-" + number;
    }

    /** A request that grows. */
    private static final class Building {
        private final long index;
        private final StringBuilder arguments = new StringBuilder();
        private String id = "";
        private String name = "";

        Building(long index) {
            this.index = index;
        }
    }
}
