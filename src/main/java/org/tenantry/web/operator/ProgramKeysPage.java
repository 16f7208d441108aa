package org.tenantry.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.tenancy.ApiKeys;
import org.tenantry.tenancy.OperatorKeys;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.Said;
import org.tenantry.web.keys.ShownSecret;

/** The keys by which programs run the deployment: makes them, each with its secret shown once, and revokes them. */
@Named
@RequestScoped
public class ProgramKeysPage {
    private static final String AGAIN = "/operator/program-keys?faces-redirect=true";

    @Inject
    OperatorDesk desk;

    @Inject
    OperatorKeys keys;

    @Inject
    ShownSecret shown;

    @Inject
    Clock clock;

    private List<OperatorKeys.Row> rows;
    private Map<UUID, String> names;
    private Instant now;
    private String name;
    private boolean readsOnly;
    private String lastDay;

    /** The rows are there before a form is read, because each has a button. */
    @PostConstruct
    void load() {
        rows = keys.list(desk.operator());
        names = desk.names(
                rows.stream().map(row -> row.person().value()).distinct().toList());
        now = clock.instant();
    }

    /** No redirect: the secret is in this answer alone. */
    public void create() {
        var made = keys.create(desk.operator(), name, readsOnly, end());
        shown.of(new ApiKeys.Made(made.id(), name.strip(), made.secret()));
        name = null;
        readsOnly = false;
        lastDay = null;
        load();
    }

    public String revoke(OperatorKeys.Row row) {
        keys.revoke(desk.operator(), row.id());
        return Said.done(AGAIN, "programKeys.revoked", row.name());
    }

    /** Midnight after the last day. */
    private Optional<Instant> end() {
        try {
            return Optional.ofNullable(lastDay).map(day -> LocalDate.parse(day.strip())
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("field.unreadable");
        }
    }

    public List<OperatorKeys.Row> getRows() {
        return rows;
    }

    public Map<UUID, String> getNames() {
        return names;
    }

    public Instant getNow() {
        return now;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public boolean isReadsOnly() {
        return readsOnly;
    }

    public void setReadsOnly(boolean readsOnly) {
        this.readsOnly = readsOnly;
    }

    public String getLastDay() {
        return lastDay;
    }

    public void setLastDay(String lastDay) {
        this.lastDay = lastDay;
    }
}
