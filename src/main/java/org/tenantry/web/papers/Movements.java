package org.tenantry.web.papers;

import java.util.ArrayList;
import java.util.List;
import org.tenantry.ledger.Statement;
import org.tenantry.ledger.Statements;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Money;

/** Reads the movements of a statement in steps, however many there are, so that a file of all of them needs little memory. */
final class Movements {
    private final Statements statements;
    private final Caller caller;
    private final Statement statement;
    private long afterSeq;
    private Money balance;

    Movements(Statements statements, Caller caller, Statement statement) {
        this.statements = statements;
        this.caller = caller;
        this.statement = statement;
        balance = statement.opening();
    }

    /** The next ones; none at the end. */
    List<Statement.Movement> next(int most) {
        var next = statements.movements(caller, statement, afterSeq, balance, most);
        if (!next.isEmpty()) {
            var last = next.get(next.size() - 1);
            afterSeq = last.seq();
            balance = last.balance();
        }
        return next;
    }

    /** The first ones, at most so many. */
    List<Statement.Movement> first(int most) {
        var all = new ArrayList<Statement.Movement>();
        var next = next(most);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = next(most - all.size());
        }
        return all;
    }
}
