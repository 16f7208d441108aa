package org.tenantry.web.papers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tenantry.ledger.Account;
import org.tenantry.ledger.Statement;
import org.tenantry.values.Money;
import org.tenantry.web.Voice;

/** Writes a statement: the sums, what each kind of posting did, and the movements, for the page and for the PDF. */
final class StatementSheet {
    private final Statement statement;
    private final Voice voice;
    private final Markup out = new Markup();

    private StatementSheet(Statement statement, Voice voice) {
        this.statement = statement;
        this.voice = voice;
    }

    /** {@code shown} are the first movements: all of them, or fewer than there are, and then it is said. */
    static Paper of(Statement statement, List<Statement.Movement> shown, String tenant, Voice voice) {
        var sheet = new StatementSheet(statement, voice);
        sheet.write(shown, tenant);
        var title = voice.of("statement.titleOf", tenant, voice.span(statement.first(), statement.last()));
        return new Paper(voice.language(), title, tenant, title, sheet.out.toString());
    }

    /** What a posting did to the accounts on the other side, in words. */
    static String accounts(Map<Account, Money> accounts, Voice voice) {
        return accounts.entrySet().stream()
                .map(entry -> voice.of("account." + entry.getKey()) + " " + voice.money(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private void write(List<Statement.Movement> shown, String tenant) {
        out.in("div", "paper");
        letterhead(tenant);
        kinds();
        out.say("h3", "block", voice.of("statement.movements"));
        if (shown.isEmpty()) {
            out.say("p", "terms", voice.of("statement.none"));
        } else {
            movements(shown);
        }
        if (shown.size() < statement.count()) {
            out.say(
                    "p",
                    "terms cut",
                    voice.of("statement.cut", voice.number(shown.size()), voice.number(statement.count())));
        }
        out.say("p", "fine", voice.of("statement.zone", statement.zone().getId()));
        out.out();
    }

    private void letterhead(String tenant) {
        out.in("table", "letterhead").in("tr", "");
        out.in("td", "").say("p", "seller", tenant);
        out.say("p", "", voice.span(statement.first(), statement.last()));
        out.say("p", "label", statement.opening().currency().getCurrencyCode());
        out.out()
                .in("td", "what")
                .say("h2", "kind", voice.of("statement.title"))
                .out();
        out.out().out();
    }

    private void kinds() {
        out.in("table", "lines kinds").in("thead", "").in("tr", "");
        out.head("item", voice.of("statement.kind"));
        for (var key : List.of("count", "in", "out", "change")) {
            out.head("num", voice.of("statement." + key));
        }
        out.out().out().in("tbody", "");
        edge("statement.opening", statement.opening());
        for (var total : statement.totals()) {
            out.in("tr", "").cell("item", voice.of("statement.kind"), voice.of("posting." + total.kind()));
            out.cell("num", voice.of("statement.count"), voice.number(total.count()));
            out.cell("num", voice.of("statement.in"), amount(total.in()));
            out.cell("num", voice.of("statement.out"), amount(total.out()));
            out.cell("num", voice.of("statement.change"), voice.money(total.change()));
            out.out();
        }
        edge("statement.closing", statement.closing());
        out.out().out();
    }

    private void edge(String key, Money balance) {
        out.in("tr", "edge")
                .wide("item", 4, voice.of(key))
                .cell("num", "", voice.money(balance))
                .out();
    }

    private void movements(List<Statement.Movement> shown) {
        out.in("table", "lines movements").in("thead", "").in("tr", "");
        out.head("seq", voice.of("statement.no")).head("when", voice.of("statement.at"));
        out.head("item", voice.of("statement.what")).head("num", voice.of("statement.change"));
        out.head("num", voice.of("statement.balance")).out().out().in("tbody", "");
        for (var movement : shown) {
            out.in("tr", "");
            out.cell("seq", voice.of("statement.no"), voice.number(movement.seq()));
            out.cell("when", voice.of("statement.at"), voice.time(movement.at()));
            out.openCell("item", voice.of("statement.what")).in("div", "");
            out.say("p", "", voice.of("posting." + movement.kind()));
            out.say("p", "detail", movement.note());
            out.say("p", "detail", entries(movement)).out().out();
            out.cell("num", voice.of("statement.change"), voice.money(movement.change()));
            out.cell("num", voice.of("statement.balance"), voice.money(movement.balance()));
            out.out();
        }
        out.out().out();
    }

    private String entries(Statement.Movement movement) {
        var lots = movement.lots().entrySet().stream()
                .map(entry -> voice.of("lot." + entry.getKey()) + " " + voice.money(entry.getValue()))
                .collect(Collectors.joining("; "));
        var accounts = accounts(movement.accounts(), voice);
        return lots.isEmpty() || accounts.isEmpty() ? lots + accounts : lots + " · " + accounts;
    }

    private String amount(Money money) {
        return money.isZero() ? "" : voice.money(money);
    }
}
