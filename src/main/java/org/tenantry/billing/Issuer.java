package org.tenantry.billing;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * Who sends the invoices, and how: the beginning of their numbers, days until they are due, hours for which a period's
 * invoice stays a draft (rule 7.7), and the days after the due day on which dunning reminds, warns, suspends and ends
 * (rule 9.3).
 */
public record Issuer(UUID id, Party party, String prefix, int dueDays, int graceHours, Dunning dunning)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Days after the due day; reminders in order. */
    public record Dunning(List<Integer> remindOn, int warnOn, int suspendOn, int endOn) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
