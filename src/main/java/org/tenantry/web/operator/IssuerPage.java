package org.tenantry.web.operator;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tenantry.billing.Issuer;
import org.tenantry.billing.Issuers;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Said;

/** Who sends the invoices, from which day they are due, and when dunning reminds, warns, suspends and ends. */
@Named
@ViewScoped
public class IssuerPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    CurrentCaller caller;

    @Inject
    Issuers issuers;

    private PartyForm party;
    private String prefix;
    private int dueDays;
    private int graceHours;
    private String remindOn;
    private int warnOn;
    private int suspendOn;
    private int endOn;

    public void load() {
        var issuer = issuers.get();
        party = PartyForm.of(issuer.party());
        prefix = issuer.prefix();
        dueDays = issuer.dueDays();
        graceHours = issuer.graceHours();
        remindOn = issuer.dunning().remindOn().stream().map(String::valueOf).collect(Collectors.joining(", "));
        warnOn = issuer.dunning().warnOn();
        suspendOn = issuer.dunning().suspendOn();
        endOn = issuer.dunning().endOn();
    }

    public String keep() {
        var when = new Issuer.Dunning(days(), warnOn, suspendOn, endOn);
        issuers.keep(caller.get(), party.party(), prefix, dueDays, graceHours, when);
        return Said.done("issuer?faces-redirect=true", "issuer.saved");
    }

    /** Days in order, each once. */
    private List<Integer> days() {
        var parts = Stream.of((remindOn == null ? "" : remindOn).split("[\\s,;，、；]+"))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.stream().anyMatch(part -> !part.matches("[0-9]{1,4}"))) {
            throw new InvalidInput("issuer.refusal.days");
        }
        return parts.stream().map(Integer::valueOf).sorted().distinct().toList();
    }

    public PartyForm getParty() {
        return party;
    }

    public String getPrefix() {
        return prefix;
    }

    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    public int getDueDays() {
        return dueDays;
    }

    public void setDueDays(int dueDays) {
        this.dueDays = dueDays;
    }

    public int getGraceHours() {
        return graceHours;
    }

    public void setGraceHours(int graceHours) {
        this.graceHours = graceHours;
    }

    public String getRemindOn() {
        return remindOn;
    }

    public void setRemindOn(String remindOn) {
        this.remindOn = remindOn;
    }

    public int getWarnOn() {
        return warnOn;
    }

    public void setWarnOn(int warnOn) {
        this.warnOn = warnOn;
    }

    public int getSuspendOn() {
        return suspendOn;
    }

    public void setSuspendOn(int suspendOn) {
        this.suspendOn = suspendOn;
    }

    public int getEndOn() {
        return endOn;
    }

    public void setEndOn(int endOn) {
        this.endOn = endOn;
    }
}
