package org.tenantry.tenancy;

import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.values.MemberId;
import org.tenantry.values.ModelId;
import org.tenantry.values.NotFound;

/** Shows keys to those who may see them: a member the own ones, an admin all of the tenant. Never a secret. */
@Stateless
public class KeyShelf {
    /** More keys than these are not shown on one page. */
    public static final int MOST_SHOWN = 200;

    private static final String SELECT =
            "SELECT k.id, k.member_id, COALESCE(p.name, m.name), m.kind, k.name, s.public_id, k.scopes, k.addresses,"
                    + " k.expires_at, k.last_used_at, k.state, k.created_at, k.revoked_at,"
                    + " (SELECT GROUP_CONCAT(a.model_id) FROM api_key_model a WHERE a.key_id = k.id),"
                    + " (SELECT MAX(o.ends_at) FROM api_key_secret o WHERE o.tenant_id = k.tenant_id"
                    + " AND o.key_id = k.id AND o.ends_at > ?)"
                    + " FROM api_key k JOIN member m ON m.id = k.member_id LEFT JOIN person p ON p.id = m.person_id"
                    + " JOIN api_key_secret s ON s.tenant_id = k.tenant_id AND s.key_id = k.id AND s.ends_at IS NULL"
                    + " WHERE k.tenant_id = ?";
    private static final String ORDER = " ORDER BY k.state, k.created_at DESC, k.id LIMIT " + MOST_SHOWN;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** Whether a key opens the door, and if not, why. */
    public enum Standing {
        LIVE,
        EXPIRED,
        REVOKED
    }

    /**
     * A key as it is shown. {@code publicId} is the part of the secret that is no secret; {@code overlapUntil} is when the
     * last secret before it ends, null when none works any more; {@code models} none: all.
     */
    public record Row(
            UUID id,
            MemberId member,
            String owner,
            boolean service,
            String publicId,
            KeyForm form,
            Standing standing,
            Instant createdAt,
            Instant lastUsedAt,
            Instant overlapUntil)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        public String name() {
            return form.name();
        }

        /** The secret without what is secret of it. */
        public String masked() {
            return "sk-" + publicId + "_…";
        }

        public List<KeyScope> scopes() {
            return form.scopes().stream().sorted().toList();
        }

        public List<ModelId> models() {
            return List.copyOf(form.models());
        }

        public boolean live() {
            return standing == Standing.LIVE;
        }

        public boolean revoked() {
            return standing == Standing.REVOKED;
        }
    }

    /** What an admin looks for; {@code null} is any, a text finds names of keys, owners and public ids. */
    public record Wanted(String text, Boolean service, Standing standing, MemberId member) implements Serializable {
        private static final long serialVersionUID = 1L;

        public static final Wanted ALL = new Wanted(null, null, null, null);
    }

    /** The caller's own keys, live ones first. */
    public List<Row> mine(Caller caller) {
        return rows(
                " AND k.member_id = ?" + ORDER,
                clock.instant(),
                caller.tenant().value(),
                caller.member().value());
    }

    /** Keys of the tenant, live ones first; at most 200. */
    public List<Row> all(Caller admin, Wanted wanted) {
        var now = clock.instant();
        var sql = new StringBuilder();
        var values = new ArrayList<Object>(
                List.of(now, admin.require(Role.ADMIN).tenant().value()));
        if (wanted.text() != null && !wanted.text().isBlank()) {
            sql.append(
                    " AND LOCATE(LOWER(?), LOWER(CONCAT_WS(' ', k.name, p.name, p.email, m.name, s.public_id))) > 0");
            values.add(wanted.text().strip());
        }
        if (wanted.service() != null) {
            sql.append(" AND m.kind = ?");
            values.add(wanted.service() ? "SERVICE" : "PERSON");
        }
        if (wanted.member() != null) {
            sql.append(" AND k.member_id = ?");
            values.add(wanted.member().value());
        }
        if (wanted.standing() != null) {
            sql.append(" AND k.state = ?");
            values.add(wanted.standing() == Standing.REVOKED ? ApiKey.State.REVOKED : ApiKey.State.ACTIVE);
            if (wanted.standing() != Standing.REVOKED) {
                sql.append(wanted.standing() == Standing.LIVE ? " AND NOT" : " AND")
                        .append(" COALESCE(k.expires_at <= ?, FALSE)");
                values.add(now);
            }
        }
        return rows(sql + ORDER, values.toArray());
    }

    /** One key that the caller may see. */
    public Row one(Caller caller, UUID key) {
        return rows(" AND k.id = ?", clock.instant(), caller.tenant().value(), key).stream()
                .filter(row -> caller.has(Role.ADMIN) || caller.isMember(row.member()))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private List<Row> rows(String tail, Object... values) {
        var now = (Instant) values[0];
        return read(em, SELECT + tail, values).stream()
                .map(row -> row(row, now))
                .toList();
    }

    private static Row row(Object[] row, Instant now) {
        var form = new KeyForm(
                row[4].toString(),
                ApiKey.read(row[6].toString()),
                models(row[13]),
                AllowedAddresses.of(row[7].toString()),
                instant(row[8]));
        boolean revoked = ApiKey.State.REVOKED.name().equals(row[10].toString());
        boolean expired = form.expiresAt() != null && !now.isBefore(form.expiresAt());
        return new Row(
                uuid(row[0]),
                new MemberId(uuid(row[1])),
                row[2].toString(),
                "SERVICE".equals(row[3].toString()),
                row[5].toString(),
                form,
                revoked ? Standing.REVOKED : expired ? Standing.EXPIRED : Standing.LIVE,
                instant(row[11]),
                instant(row[9]),
                revoked ? null : instant(row[14]));
    }

    /** What a key is for, as it stands in the database now. */
    static KeyForm form(EntityManager em, ApiKey key) {
        var row = read(
                        em,
                        "SELECT k.name, k.scopes, k.addresses, k.expires_at, (SELECT GROUP_CONCAT(a.model_id)"
                                + " FROM api_key_model a WHERE a.key_id = k.id) FROM api_key k WHERE k.id = ?",
                        key.id())
                .get(0);
        return new KeyForm(
                row[0].toString(),
                ApiKey.read(row[1].toString()),
                models(row[4]),
                AllowedAddresses.of(row[2].toString()),
                instant(row[3]));
    }

    static Set<ModelId> models(Object ids) {
        return ids == null
                ? Set.of()
                : Arrays.stream(ids.toString().split(","))
                        .map(id -> new ModelId(uuid(id)))
                        .collect(Collectors.toSet());
    }
}
