package org.tenantry.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.chat.Conversations;
import org.tenantry.metering.UsageReport;
import org.tenantry.metering.UsageReport.By;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.ModelId;

/** Puts names to the figures of use, for the member's own page and for the tenant's. */
@ApplicationScoped
public class UsageSheets {
    private static final int MOST_LINES = 200;

    @Inject
    UsageReport report;

    @Inject
    Catalogue catalogue;

    @Inject
    Conversations conversations;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    /** The span that an address names, on the calendar of the caller's tenant. */
    public DateSpan span(Caller caller, String kind, String at) {
        return DateSpan.of(kind, at, LocalDate.ofInstant(clock.instant(), caller.zone()));
    }

    public UsageSheet sheet(Caller caller, Of of, DateSpan span, List<By> groups) {
        var from = span.first().atStartOfDay(caller.zone()).toInstant();
        var to = span.last().plusDays(1).atStartOfDay(caller.zone()).toInstant();
        var days = report.days(caller, of, span.chartFirst(), span.last());
        return new UsageSheet(
                span,
                report.total(caller, of, from, to),
                days,
                UsageSheet.bars(days, span),
                groups.stream()
                        .map(by -> group(caller, by, report.lines(caller, of, by, from, to)))
                        .toList());
    }

    private UsageSheet.Group group(Caller caller, By by, List<UsageReport.Line> lines) {
        var ids = lines.stream()
                .map(UsageReport.Line::id)
                .filter(Objects::nonNull)
                .toList();
        var names = names(caller, by, ids);
        boolean opens = by == By.CONVERSATION;
        var named = lines.stream()
                .map(line -> new UsageSheet.Line(
                        line.id() == null ? "" : names.getOrDefault(line.id(), ""),
                        opens && line.id() != null && names.containsKey(line.id())
                                ? line.id().toString()
                                : "",
                        line.sums()))
                .toList();
        return new UsageSheet.Group(by, named, lines.size() == MOST_LINES);
    }

    private Map<UUID, String> names(Caller caller, By by, List<UUID> ids) {
        return switch (by) {
            case MODEL -> byId(
                    catalogue.labels(ids.stream().map(ModelId::new).toList()).entrySet().stream(),
                    entry -> entry.getKey().value(),
                    Map.Entry::getValue);
            case CONVERSATION -> conversations.titles(caller, ids);
            case MEMBER -> byId(
                    tenants.members(caller).stream(), row -> row.id().value(), Tenants.MemberRow::name);
        };
    }

    private static <T> Map<UUID, String> byId(Stream<T> rows, Function<T, UUID> id, Function<T, String> name) {
        return rows.collect(Collectors.toMap(id, name));
    }
}
