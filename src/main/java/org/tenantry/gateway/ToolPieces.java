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

    /** Hears the pieces of requests in the order in which they can be told. */
    interface Ear {
        void requested(String id, String name, String arguments);
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
        if (building.id.isEmpty() && !id.isEmpty()) {
            building.id = id;
            taken.add(id);
        }
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
                boolean known = !building.id.isEmpty() && !building.named;
                boolean other = !id.isEmpty() && known && !building.id.equals(id);
                return other ? null : building;
            }
        }
        return null;
    }

    /** Tells what was not told yet. A request is told of when its name is known, and either its id or its first argument. */
    void tell(Ear ear) {
        for (var building : all) {
            boolean begun = !building.id.isEmpty() || building.arguments.length() > 0;
            boolean more = building.told < building.arguments.length();
            if (!building.name.isEmpty() && begun && (more || building.told < 0)) {
                int from = Math.max(0, building.told);
                building.told = building.arguments.length();
                ear.requested(id(building), building.name, building.arguments.substring(from));
            }
        }
    }

    /** In the order in which they began; what has no name asks for nothing. */
    List<ToolRequest> whole() {
        return all.stream()
                .filter(building -> !building.name.isEmpty())
                .map(building -> ToolRequest.of(id(building), building.name, building.arguments.toString()))
                .toList();
    }

    private String id(Building building) {
        if (building.id.isEmpty()) {
            building.id = fresh();
            building.named = true;
        }
        return building.id;
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

        /** Its id is ours: one that comes later is no other request. */
        private boolean named;

        /** So much of the arguments was told; less than 0 when it was not told of at all. */
        private int told = -1;

        private String name = "";

        Building(long index) {
            this.index = index;
        }
    }
}
