package org.tenantry.web.keys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.tenantry.calls.Calls;
import org.tenantry.calls.Routed;
import org.tenantry.metering.RequestLog;
import org.tenantry.metering.UsageReport.Of;
import org.tenantry.metering.Wish;
import org.tenantry.models.Catalogue;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.KeyShelf;
import org.tenantry.tenancy.Tenants;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.values.RequestId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.keys.RequestSheet.Filter;
import org.tenantry.web.keys.RequestSheet.Option;

/** Makes the pages of the log of requests: for a member of the own calls, for an admin of all of the tenant. */
@RequestScoped
public class RequestSheets {
    private static final int USUAL_DAYS = 7;

    @Inject
    CurrentCaller caller;

    @Inject
    RequestLog log;

    @Inject
    Calls calls;

    @Inject
    KeyShelf shelf;

    @Inject
    Tenants tenants;

    @Inject
    Catalogue catalogue;

    @Inject
    Messages messages;

    @Inject
    Clock clock;

    public RequestSheet sheet(Of of, RequestFields fields) {
        var me = caller.get();
        var today = LocalDate.ofInstant(clock.instant(), me.zone());
        var last = day(fields.getTo(), today);
        var first = day(fields.getFrom(), last.minusDays(USUAL_DAYS - 1L));
        var wanted = new RequestLog.Wanted(
                first.atStartOfDay(me.zone()).toInstant(),
                last.plusDays(1).atStartOfDay(me.zone()).toInstant(),
                id(fields.getKey()),
                of == Of.ME || isEmpty(fields.getMember()) ? null : MemberId.of(fields.getMember()),
                isEmpty(fields.getModel()) ? null : ModelId.of(fields.getModel()),
                constant(RequestLog.Outcome.class, fields.getOutcome()),
                constant(Wish.Origin.class, fields.getOrigin()),
                isEmpty(fields.getAfter()) ? null : RequestLog.Place.of(fields.getAfter()));
        var lines = log.lines(me, of, wanted);
        boolean more = lines.size() > RequestLog.PAGE;
        var shown = more ? lines.subList(0, RequestLog.PAGE) : lines;
        var opened = id(fields.getCall());
        var explained = opened == null ? null : log.explain(me, opened);
        return new RequestSheet(
                first,
                last,
                filters(me, of, fields),
                shown,
                fields.query(first.toString(), last.toString()),
                more ? shown.get(shown.size() - 1).place().text() : "",
                wanted.after() != null,
                explained,
                explained == null ? null : routed(me, explained.request()));
    }

    private Routed routed(Caller me, RequestId call) {
        var receipt = calls.receipts(me, List.of(call)).get(call);
        return receipt == null ? null : receipt.routed().orElse(null);
    }

    private List<Filter> filters(Caller me, Of of, RequestFields fields) {
        var filters = new ArrayList<Filter>();
        var keys = of == Of.ME ? shelf.mine(me) : shelf.all(me, KeyShelf.Wanted.ALL);
        filters.add(new Filter(
                "key",
                fields.getKey(),
                keys.stream()
                        .map(key -> new Option(
                                key.id().toString(), of == Of.ME ? key.name() : key.owner() + " · " + key.name()))
                        .toList()));
        if (of == Of.TENANT) {
            filters.add(new Filter(
                    "member",
                    fields.getMember(),
                    tenants.members(me).stream()
                            .map(member -> new Option(member.id().toString(), member.name()))
                            .toList()));
        }
        filters.add(new Filter(
                "model",
                fields.getModel(),
                catalogue.every(me.currency()).stream()
                        .map(model -> new Option(model.id().toString(), model.label()))
                        .toList()));
        filters.add(constants("outcome", fields.getOutcome(), RequestLog.Outcome.values()));
        filters.add(constants("origin", fields.getOrigin(), Wish.Origin.values()));
        return filters;
    }

    private Filter constants(String name, String chosen, Enum<?>... constants) {
        return new Filter(
                name,
                chosen,
                Stream.of(constants)
                        .map(constant -> new Option(constant.name(), messages.name("requests." + name, constant)))
                        .toList());
    }

    private static LocalDate day(String text, LocalDate usual) {
        try {
            var day = isEmpty(text) ? usual : LocalDate.parse(text);
            if (day.getYear() < 2000 || day.getYear() > 2199) {
                throw new InvalidInput("refusal.choice");
            }
            return day;
        } catch (DateTimeParseException unreadable) {
            throw new InvalidInput("refusal.choice");
        }
    }

    private static UUID id(String text) {
        return isEmpty(text) ? null : Ids.parse(text);
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return isEmpty(name) ? null : Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInput("refusal.choice");
        }
    }
}
