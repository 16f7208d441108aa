package org.tenantry.limits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;

/**
 * The limits of everybody in the memory of this node, as they were read last, and what the configuration says where nobody
 * set one. A tenant's own limit, set by the operator, comes before its plan's, the plan's before the usual one. Of a
 * member's or key's own and the usual one the lower counts: an admin only ever lowers.
 */
final class LimitBook {
    static final UUID EVERYBODY = new UUID(0, 0);

    private static final long USUAL_ADDRESS_REQUESTS = 60_000;
    private static final long USUAL_WRONG_KEYS = 120;

    private final Map<String, LimitRow.Numbers> rows = new ConcurrentHashMap<>();
    private final Map<Whose, LimitRow.Numbers> configured;
    private final Ceiling address;
    private final Ceiling wrongKeys;

    LimitBook(Config config) {
        configured = Map.of(
                Whose.TENANT, numbers(config, "tenant"),
                Whose.MEMBER, numbers(config, "member"),
                Whose.KEY, numbers(config, "key"));
        address = requests(number(config, "address.requests").orElse(USUAL_ADDRESS_REQUESTS));
        wrongKeys = requests(number(config, "address.wrong").orElse(USUAL_WRONG_KEYS));
    }

    void read(Collection<LimitRow> changed) {
        changed.forEach(row -> rows.put(name(row.whose(), row.subject()), row.numbers()));
    }

    /** Who is counted when this caller asks, without those that have no limit; the tenant first. */
    List<Counted> of(Caller caller, Optional<Terms> plan) {
        var who = new ArrayList<Counted>();
        var tenant = caller.tenant().value();
        add(who, Whose.TENANT, tenant, tenant(tenant, plan));
        add(
                who,
                Whose.MEMBER,
                caller.member().value(),
                lowered(Whose.MEMBER, caller.member().value()));
        if (caller.apiKey() != null) {
            add(who, Whose.KEY, caller.apiKey(), lowered(Whose.KEY, caller.apiKey()));
        }
        return who;
    }

    /** All requests of an address. */
    Counted address(String network) {
        return new Counted(Whose.ADDRESS, "A:" + network, address);
    }

    /** Wrong keys from an address. */
    Counted wrongKeys(String network) {
        return new Counted(Whose.ADDRESS, "W:" + network, wrongKeys);
    }

    Ceiling tenant(UUID tenant, Optional<Terms> plan) {
        var own = rows.getOrDefault(name(Whose.TENANT, tenant), LimitRow.Numbers.SILENT);
        var sum = new Ceiling.Sum();
        for (var what : What.values()) {
            long planned = plan.map(terms -> planned(terms, what)).orElse(0L);
            if (own.of(what).isPresent()) {
                sum.atMost(what, own.of(what).get(), Lifter.OPERATOR);
            } else if (planned > 0) {
                sum.atMost(what, planned, Lifter.PLAN);
            } else {
                sum.atMost(what, usual(Whose.TENANT, what), Lifter.OPERATOR);
            }
        }
        return sum.ceiling();
    }

    private Ceiling lowered(Whose whose, UUID subject) {
        var own = rows.getOrDefault(name(whose, subject), LimitRow.Numbers.SILENT);
        var sum = new Ceiling.Sum();
        for (var what : What.values()) {
            sum.atMost(what, usual(whose, what), Lifter.OPERATOR)
                    .atMost(what, own.of(what).orElse(0L), Lifter.ADMIN);
        }
        return sum.ceiling();
    }

    /** What the operator set for all, or else the configuration. */
    private long usual(Whose whose, What what) {
        return rows.getOrDefault(name(whose, EVERYBODY), LimitRow.Numbers.SILENT)
                .of(what)
                .or(() -> configured.get(whose).of(what))
                .orElse(0L);
    }

    private static long planned(Terms terms, What what) {
        return switch (what) {
            case REQUESTS -> terms.requestsPerMinute();
            case TOKENS -> 0;
            case STREAMS -> terms.streams();
        };
    }

    private static void add(List<Counted> who, Whose whose, UUID subject, Ceiling ceiling) {
        if (!ceiling.isNone()) {
            who.add(new Counted(whose, name(whose, subject), ceiling));
        }
    }

    static String name(Whose whose, UUID subject) {
        return whose.name().charAt(0) + ":" + subject;
    }

    private static Ceiling requests(long number) {
        return new Ceiling.Sum().atMost(What.REQUESTS, number, Lifter.OPERATOR).ceiling();
    }

    private static LimitRow.Numbers numbers(Config config, String whose) {
        return new LimitRow.Numbers(
                number(config, whose + ".requests"),
                number(config, whose + ".tokens"),
                number(config, whose + ".streams"));
    }

    private static Optional<Long> number(Config config, String name) {
        return config.getOptionalValue("tenantry.limit." + name, Long.class);
    }
}
