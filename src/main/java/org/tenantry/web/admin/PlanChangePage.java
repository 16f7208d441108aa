package org.tenantry.web.admin;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.tenantry.billing.PlanChanges;
import org.tenantry.billing.PlanSheet;
import org.tenantry.billing.PlanSheets;
import org.tenantry.billing.Preview;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.Refusal;
import org.tenantry.values.Retry;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Choosing a plan and seats: first what it does and costs, which is the bill itself, then doing it (rule 6.7). */
@Named
@ViewScoped
public class PlanChangePage implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String CONVERT = "trial";

    /** What is said when the same form is sent twice: the first has done it. */
    private static final Set<String> DONE_ALREADY = Set.of("billing.refusal.nothingChanges", "billing.refusal.noTrial");

    @Inject
    CurrentCaller caller;

    @Inject
    PlanSheets sheets;

    @Inject
    PlanCards cards;

    @Inject
    PlanChanges changes;

    private String version;
    private String seats;
    private String end;
    private String expected;
    private PlanSheet sheet;
    private List<PlanCard> offered;
    private Preview preview;
    private String problem;

    public void load() {
        sheet = sheets.of(caller.get());
        offered = cards.of(caller.get(), sheet);
        if (seats == null || seats.isBlank()) {
            int least = sheet.hasPlan() ? sheet.present().seatsNext() : 1;
            seats = String.valueOf(Math.max(least, sheet.seatsTaken()));
        }
        look("");
    }

    /** Does what was shown, for the total that was shown; if it costs something else by now, it is shown anew. */
    public String confirm() {
        try {
            var total = shown();
            Retry.transaction(() -> isConverting()
                    ? changes.convert(caller.get(), total)
                    : changes.choose(caller.get(), Ids.parse(version), wantedSeats(), total));
        } catch (Forbidden forbidden) {
            throw forbidden;
        } catch (Refusal refusal) {
            if (!DONE_ALREADY.contains(refusal.key())) {
                Said.refused(refusal);
                look(refusal.key());
                return null;
            }
        }
        return Said.done("/admin/plan?faces-redirect=true", "planChange.done");
    }

    private void look(String said) {
        preview = null;
        problem = said;
        if (!isAsked()) {
            return;
        }
        try {
            preview = isConverting()
                    ? changes.previewConversion(caller.get())
                    : changes.preview(caller.get(), Ids.parse(version), wantedSeats());
            seats = String.valueOf(preview.seats());
            expected = String.valueOf(preview.now().total().nanos());
        } catch (Forbidden forbidden) {
            throw forbidden;
        } catch (Refusal refusal) {
            problem = refusal.key();
            if (!refusal.key().equals(said)) {
                Said.refused(refusal);
            }
        }
    }

    private Money shown() {
        try {
            return new Money(Long.parseLong(expected), caller.get().currency());
        } catch (NumberFormatException unreadable) {
            throw new InvalidInput("refusal.choice");
        }
    }

    private int wantedSeats() {
        try {
            return Integer.parseInt(seats.strip());
        } catch (NumberFormatException unreadable) {
            throw new InvalidInput("billing.refusal.seats");
        }
    }

    public boolean isConverting() {
        return CONVERT.equals(end);
    }

    /** Whether something was chosen that a preview is made of. */
    public boolean isAsked() {
        return isConverting() || (version != null && !version.isBlank());
    }

    public PlanSheet getSheet() {
        return sheet;
    }

    public List<PlanCard> getOffered() {
        return offered;
    }

    public Preview getPreview() {
        return preview;
    }

    /** The key of what stands in the way, empty for nothing. */
    public String getProblem() {
        return problem;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public String getSeats() {
        return seats;
    }

    public void setSeats(String seats) {
        this.seats = seats;
    }

    public String getEnd() {
        return end;
    }

    public void setEnd(String end) {
        this.end = end;
    }

    public String getExpected() {
        return expected;
    }

    public void setExpected(String expected) {
        this.expected = expected;
    }
}
