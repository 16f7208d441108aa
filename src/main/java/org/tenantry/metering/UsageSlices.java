package org.tenantry.metering;

import static org.tenantry.values.Rows.number;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Rows;

/** Cuts the use of some local days by day, model, member or key, from the facts themselves; of all calls or of some. */
@Stateless
public class UsageSlices {
    /** More slices than these are not told at once; days are never that many. */
    public static final int MOST = 1_000;

    // Every zone's days begin on a quarter of an hour, so quarters can be summed into local days here.
    private static final String QUARTER = "TIMESTAMPDIFF(SECOND, '1970-01-01', u.at) DIV 900";

    @PersistenceContext
    EntityManager em;

    /** What use is cut by. */
    public enum By {
        DAY(QUARTER),
        MODEL("u.model_id"),
        MEMBER("u.member_id"),
        KEY("c.api_key_id");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /** Which calls count: all, or those of one model, member or key, or of several of these at a time. */
    public record Filter(Optional<ModelId> model, Optional<MemberId> member, Optional<UUID> key) {}

    /**
     * The use of one day, model, member or key; {@code day} is null but for days, {@code id} is null for days and for calls
     * without a key.
     */
    public record Slice(LocalDate day, UUID id, UsageReport.Sums sums) {}

    /** The whole tenant's use, for its admins: the dearest first, days in their order and without those of no use. */
    public List<Slice> ofTenant(Caller admin, By by, Filter filter, LocalDate first, LocalDate last) {
        admin.require(Role.ADMIN);
        return cut(admin, by, filter, first, last);
    }

    /** The caller's own use. */
    public List<Slice> ofMember(Caller member, By by, Filter filter, LocalDate first, LocalDate last) {
        var own = member.require(Role.MEMBER).member();
        if (filter.member().filter(other -> !other.equals(own)).isPresent()) {
            throw new NotFound();
        }
        return cut(member, by, new Filter(filter.model(), Optional.of(own), filter.key()), first, last);
    }

    private List<Slice> cut(Caller caller, By by, Filter filter, LocalDate first, LocalDate last) {
        var zone = caller.zone();
        var values = new ArrayList<Object>(List.of(
                caller.tenant().value(),
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant()));
        var where = new StringBuilder();
        filter.model().ifPresent(model -> narrow(where, values, "u.model_id", model.value()));
        filter.member().ifPresent(member -> narrow(where, values, "u.member_id", member.value()));
        filter.key().ifPresent(key -> narrow(where, values, "c.api_key_id", key));
        boolean keyed = by == By.KEY || filter.key().isPresent();
        var rows = Rows.read(
                em,
                "SELECT " + by.column
                        + ", COUNT(*), COALESCE(SUM(u.input_tokens + u.cache_write_tokens), 0),"
                        + " COALESCE(SUM(u.cached_input_tokens), 0), COALESCE(SUM(u.output_tokens), 0),"
                        + " COALESCE(SUM(u.charge_n), 0), COALESCE(SUM(u.audio_ms), 0) FROM usage_event u"
                        + (keyed ? " JOIN model_call c ON c.id = u.call_id" : "")
                        + " WHERE u.tenant_id = ? AND u.at >= ? AND u.at < ?" + where + " GROUP BY " + by.column
                        + (by == By.DAY ? "" : " ORDER BY 6 DESC, 2 DESC, 1 LIMIT " + MOST),
                values.toArray());
        return by == By.DAY
                ? days(caller, rows)
                : rows.stream()
                        .map(row -> new Slice(null, Rows.uuid(row[0]), sums(caller, row)))
                        .toList();
    }

    private static List<Slice> days(Caller caller, List<Object[]> quarters) {
        var days = new TreeMap<LocalDate, UsageReport.Sums>();
        for (var row : quarters) {
            var day = LocalDate.ofInstant(Instant.ofEpochSecond(number(row[0]) * 900), caller.zone());
            days.merge(day, sums(caller, row), UsageReport.Sums::plus);
        }
        var slices = new ArrayList<Slice>();
        days.forEach((day, sums) -> slices.add(new Slice(day, null, sums)));
        return slices;
    }

    private static void narrow(StringBuilder where, List<Object> values, String column, UUID id) {
        where.append(" AND ").append(column).append(" = ?");
        values.add(id);
    }

    private static UsageReport.Sums sums(Caller caller, Object[] row) {
        return new UsageReport.Sums(
                number(row[1]),
                number(row[2]),
                number(row[3]),
                number(row[4]),
                new Money(number(row[5]), caller.currency()),
                number(row[6]));
    }
}
