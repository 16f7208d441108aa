package org.tenantry.billing;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.uuid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.audit.AuditLog;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.Role;
import org.tenantry.values.InvalidInput;

/** Keeps who sends the invoices, and gives out their numbers without leaving one out (rule 7.2). */
@Stateless
public class Issuers {
    private static final Pattern PREFIX = Pattern.compile("[A-Z0-9]{1,8}");
    private static final int MOST_DAYS = 365;
    private static final int MOST_REMINDERS = 8;

    @PersistenceContext
    EntityManager em;

    @Inject
    AuditLog audit;

    public Issuer get() {
        var row = read(
                        em,
                        "SELECT id, name, address, tax_id, bank, bank_account, email, prefix, due_days, grace_hours,"
                                + " remind_on, warn_on, suspend_on, end_on FROM issuer")
                .get(0);
        return new Issuer(
                uuid(row[0]),
                new Party(text(row[1]), text(row[2]), text(row[3]), text(row[4]), text(row[5]), "", text(row[6])),
                text(row[7]),
                (int) number(row[8]),
                (int) number(row[9]),
                new Issuer.Dunning(
                        days(text(row[10])), (int) number(row[11]), (int) number(row[12]), (int) number(row[13])));
    }

    /** Changes who sends the invoices and how; invoices that are finalised keep what they say. */
    public void keep(Caller operator, Party party, String prefix, int dueDays, int graceHours, Issuer.Dunning when) {
        operator.require(Role.OPERATOR);
        var checked = Parties.checked(party);
        var start = prefix == null ? "" : prefix.strip().toUpperCase(Locale.ROOT);
        if (!PREFIX.matcher(start).matches()) {
            throw new InvalidInput("billing.refusal.prefix");
        }
        bounded("billing.refusal.dueDays", dueDays, 0, MOST_DAYS);
        bounded("billing.refusal.graceHours", graceHours, 0, 24 * 14);
        boolean inOrder = when.warnOn() >= 0
                && when.warnOn() <= when.suspendOn()
                && when.suspendOn() <= when.endOn()
                && when.endOn() <= MOST_DAYS
                && when.remindOn().size() <= MOST_REMINDERS
                && when.remindOn().stream().allMatch(day -> day >= 1 && day <= MOST_DAYS);
        if (!inOrder) {
            throw new InvalidInput("billing.refusal.dunningDays", MOST_REMINDERS, MOST_DAYS);
        }
        write(checked, start, dueDays, graceHours, when);
        audit.record(
                operator.person(),
                AuditLog.OPERATOR,
                "issuer.change",
                checked.name(),
                start + ", due after " + dueDays + " days, grace " + graceHours + " h, " + when);
    }

    private void write(Party party, String prefix, int dueDays, int graceHours, Issuer.Dunning when) {
        change(
                em,
                "UPDATE issuer SET name = ?, address = ?, tax_id = ?, bank = ?, bank_account = ?, email = ?, prefix = ?,"
                        + " due_days = ?, grace_hours = ?, remind_on = ?, warn_on = ?, suspend_on = ?, end_on = ?",
                party.name(),
                party.address(),
                party.taxId(),
                party.bank(),
                party.bankAccount(),
                party.email(),
                prefix,
                dueDays,
                graceHours,
                when.remindOn().stream().map(String::valueOf).collect(Collectors.joining(",")),
                when.warnOn(),
                when.suspendOn(),
                when.endOn());
    }

    /** The next number of a series, its row held until the transaction ends: a number that is given is used (rule 7.2). */
    public String nextNumber(Issuer issuer, String series) {
        change(
                em,
                "INSERT INTO number_series (issuer_id, series, last) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE last = last + 1",
                issuer.id(),
                series);
        long last = number(read(
                        em,
                        "SELECT last, series FROM number_series WHERE issuer_id = ? AND series = ?",
                        issuer.id(),
                        series)
                .get(0)[0]);
        return String.format(Locale.ROOT, "%s-%06d", series, last);
    }

    private static void bounded(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InvalidInput(key, least, most);
        }
    }

    private static List<Integer> days(String text) {
        return Stream.of(text.split(","))
                .filter(part -> !part.isBlank())
                .map(part -> Integer.valueOf(part.strip()))
                .toList();
    }

    private static String text(Object column) {
        return column == null ? "" : column.toString();
    }
}
