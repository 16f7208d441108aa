package org.tenantry.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import org.tenantry.ledger.Statement;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.papers.StatementPapers;

/** The wallet over any days, and the same as files. */
@Named
@RequestScoped
public class StatementPage {
    @Inject
    CurrentCaller caller;

    @Inject
    StatementPapers papers;

    @Inject
    Messages messages;

    @Inject
    Clock clock;

    private String first;
    private String last;
    private Statement statement;
    private String markup;

    public void load() {
        var admin = caller.signedIn();
        var today = LocalDate.ofInstant(clock.instant(), admin.caller().zone());
        statement = papers.statement(admin.caller(), first, last, today);
        markup = papers.paper(admin, statement, messages.voice()).body();
    }

    public Statement getStatement() {
        return statement;
    }

    /** The paper's own markup. */
    public String getMarkup() {
        return markup;
    }

    /** What an address says to have the same days. */
    public String getDays() {
        return "first=" + statement.first() + "&last=" + statement.last();
    }

    public String getFirst() {
        return first;
    }

    public void setFirst(String first) {
        this.first = first;
    }

    public String getLast() {
        return last;
    }

    public void setLast(String last) {
        this.last = last;
    }
}
