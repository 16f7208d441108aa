package org.tenantry.web.papers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.tenantry.ledger.Statement;
import org.tenantry.ledger.Statements;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.SignedIn;
import org.tenantry.values.InvalidInput;
import org.tenantry.web.Voice;

/** Makes the statement of a tenant's wallet: for the page, as PDF, and as CSV and XLSX with every movement. */
@ApplicationScoped
public class StatementPapers {
    /** How many movements the page shows, and how many the PDF has at most; the files have all. */
    private static final int ON_THE_PAGE = 100;

    private static final int IN_THE_PDF = 2000;

    @Inject
    Statements statements;

    @Inject
    Press press;

    /** The statement over days as an address names them; without them from the first of this month to today. */
    public Statement statement(Caller admin, String first, String last, LocalDate today) {
        return statements.statement(
                admin, first == null ? today.withDayOfMonth(1) : day(first), last == null ? today : day(last));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw new InvalidInput("statement.refusal.days");
        }
    }

    public Paper paper(SignedIn admin, Statement statement, Voice voice) {
        return paper(admin, statement, voice, ON_THE_PAGE);
    }

    public void pdf(SignedIn admin, Statement statement, Voice voice, OutputStream out) {
        press.print(paper(admin, statement, voice, IN_THE_PDF), out);
    }

    public void csv(SignedIn admin, Statement statement, Voice voice, OutputStream out) throws IOException {
        file(admin, statement, voice).csv(out);
    }

    public void xlsx(SignedIn admin, Statement statement, Voice voice, OutputStream out) throws IOException {
        file(admin, statement, voice).xlsx(out);
    }

    private Paper paper(SignedIn admin, Statement statement, Voice voice, int most) {
        var shown = new Movements(statements, admin.caller(), statement).first(most);
        return StatementSheet.of(statement, shown, admin.tenantName(), voice);
    }

    private StatementFile file(SignedIn admin, Statement statement, Voice voice) {
        return new StatementFile(statement, new Movements(statements, admin.caller(), statement), voice);
    }
}
