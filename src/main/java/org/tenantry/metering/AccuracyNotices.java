package org.tenantry.metering;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.tenantry.audit.AuditLog;
import org.tenantry.notices.Outbox;
import org.tenantry.tenancy.Recipients;

/** Tells the operator of a model whose local counts are more than two percent off. */
@Stateless
public class AccuracyNotices {
    @Inject
    Clock clock;

    @Inject
    Accuracy accuracy;

    @Inject
    Outbox outbox;

    @Inject
    Recipients recipients;

    /** Models of which somebody should be told. */
    public List<Accuracy.Row> alarms() {
        return accuracy.rows().stream().filter(Accuracy.Row::isAlarm).toList();
    }

    /** Once for each model and week of the calendar. */
    public void tell(Accuracy.Row row) {
        var week = DateTimeFormatter.ISO_WEEK_DATE
                .format(clock.instant().atZone(ZoneOffset.UTC).toLocalDate())
                .substring(0, 8);
        outbox.put(
                AuditLog.OPERATOR,
                "accuracy:" + row.id() + ":" + week,
                "accuracy.off",
                recipients.operators(),
                row.label(),
                hundredths(row.week().input().full()),
                hundredths(row.week().output().full()),
                row.week().calls());
    }

    /** Percent with two decimals, for a sentence. */
    private static BigDecimal hundredths(Drift drift) {
        return BigDecimal.valueOf(drift.basisPoints(), 2);
    }
}
