package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.notices.MailSettings;
import org.tenantry.notices.Notice;
import org.tenantry.notices.Outbox;
import org.tenantry.notices.Recipient;
import org.tenantry.tenancy.Role;
import org.tenantry.values.Ids;
import org.tenantry.values.NotFound;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Shows the operator which mails went out, wait or failed, and sends a test mail. */
@Named
@ViewScoped
public class OutboxPage implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int PAGE = 50;

    @Inject
    CurrentCaller caller;

    @Inject
    Outbox outbox;

    @Inject
    MailSettings settings;

    private String state;
    private String before;
    private List<Notice> rows;
    private UUID older;
    private Map<Notice.State, Long> pending;
    private MailSettings.Problem problem;

    /** Made once for each time the page is opened, so that a form that is sent twice sends one mail. */
    private String ref;

    private String address;

    public void load() {
        caller.get().require(Role.OPERATOR);
        var found = outbox.list(wanted(), Optional.ofNullable(before).map(Ids::parse), PAGE + 1);
        rows = found.stream().limit(PAGE).toList();
        older = found.size() > PAGE ? rows.get(PAGE - 1).id() : null;
        pending = outbox.pending();
        problem = settings.problem().orElse(null);
        ref = Ids.next().toString();
        address = caller.signedIn().email();
    }

    public String test() {
        var operator = caller.get().require(Role.OPERATOR);
        var to = new Recipient(address.strip(), operator.locale(), operator.zone());
        outbox.test(operator.person(), ref, to, caller.signedIn().email());
        return Said.done("outbox?faces-redirect=true", "outbox.tested");
    }

    private Optional<Notice.State> wanted() {
        if (state == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Notice.State.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElseThrow(NotFound::new));
    }

    public Notice.State[] getStates() {
        return Notice.State.values();
    }

    public List<Notice> getRows() {
        return rows;
    }

    /** The notice before which the next page begins; null when this is the last one. */
    public UUID getOlder() {
        return older;
    }

    public long getWaiting() {
        return pending.getOrDefault(Notice.State.WAITING, 0L) + pending.getOrDefault(Notice.State.SENDING, 0L);
    }

    public long getFailed() {
        return pending.getOrDefault(Notice.State.FAILED, 0L);
    }

    /** What keeps mails from going out; null for nothing. */
    public MailSettings.Problem getProblem() {
        return problem;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }
}
