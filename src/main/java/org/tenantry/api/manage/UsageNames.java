package org.tenantry.api.manage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.metering.UsageSlices;
import org.tenantry.metering.UsageSlices.By;
import org.tenantry.metering.UsageSlices.Slice;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.tenancy.Role;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.ModelId;

/** Finds the use that is asked for, and what its models, members and keys are called. */
@ApplicationScoped
public class UsageNames {
    @Inject
    UsageSlices usage;

    @Inject
    Catalogue catalogue;

    @Inject
    Tenants tenants;

    @Inject
    KeyShelf shelf;

    UsageSheet ofTenant(Caller admin, UsageQuery query) {
        var days = query.days();
        var slices = usage.ofTenant(admin, query.by(), query.filter(), days.first(), days.last());
        return new UsageSheet(days, query.by(), slices, names(admin, query.by(), slices));
    }

    UsageSheet ofMember(Caller member, UsageQuery query) {
        var days = query.days();
        var slices = usage.ofMember(member, query.by(), query.filter(), days.first(), days.last());
        return new UsageSheet(days, query.by(), slices, names(member, query.by(), slices));
    }

    private Map<UUID, String> names(Caller caller, By by, List<Slice> slices) {
        return switch (by) {
            case DAY -> Map.of();
            case KEY -> (caller.has(Role.ADMIN) ? shelf.all(caller, KeyShelf.Wanted.ALL) : shelf.mine(caller))
                    .stream().collect(Collectors.toMap(KeyShelf.Row::id, KeyShelf.Row::name));
            case MODEL -> catalogue
                    .labels(slices.stream()
                            .map(Slice::id)
                            .filter(Objects::nonNull)
                            .map(ModelId::new)
                            .toList())
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(one -> one.getKey().value(), Map.Entry::getValue));
            case MEMBER -> caller.has(Role.ADMIN)
                    ? tenants.members(caller).stream()
                            .collect(Collectors.toMap(row -> row.id().value(), Tenants.MemberRow::name))
                    : Map.of();
        };
    }
}
