package org.tenantry.limits;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.tenantry.plans.Entitlements;
import org.tenantry.plans.Terms;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.Ids;
import org.tenantry.values.RequestId;

/**
 * Keeps tenants, members, keys and addresses within what they may ask in a minute and at a time. It counts in the memory
 * of this node and knows of the others what they told within the last two seconds; a request costs no statement here.
 */
@ApplicationScoped
public class Limits {
    private static final int SWEEP_TURNS = 40;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    Config config;

    @Inject
    Entitlements entitlements;

    @Inject
    Board board;

    private final UUID node = Ids.next();
    private final Counts counts = new Counts(this::millis, Counts.MOST_ADDRESSES);
    private LimitBook book;
    private volatile long aheadMillis;
    private volatile boolean heardOnce;
    private Instant latestChange;
    private int turns;

    /** A call of a model that wants to pass: {@code again} is the same when the same request is made once more. */
    public record Wanted(RequestId call, String again, long tokens) {}

    @PostConstruct
    void open() {
        book = new LimitBook(config);
    }

    /**
     * Lets a call pass and counts it, or refuses it with {@link LimitReached}. If the running transaction is rolled back,
     * its tokens and its answer do not count, and the same request, made again, is not counted again.
     */
    public void admit(Caller caller, Optional<Terms> plan, Wanted wanted) {
        ready();
        var who = book.of(caller, plan);
        if (who.isEmpty()) {
            return;
        }
        var again = caller.member() + " " + wanted.again();
        counts.admit(wanted.call(), again, wanted.tokens(), who).ifPresent(hit -> {
            throw reached(hit, counts.standing(who), plan.map(Terms::name).orElse(""));
        });
        atEnd(committed -> {
            if (committed) {
                counts.keep(wanted.call());
            } else {
                counts.takeBack(wanted.call());
            }
        });
    }

    /** Its answer goes on. */
    public void lives(RequestId call) {
        counts.lives(call);
    }

    /** The call is over when the running transaction is through; it took so many tokens. */
    public void end(RequestId call, long tokens) {
        atEnd(committed -> {
            if (committed) {
                counts.end(call, tokens);
            }
        });
    }

    /** What is left to this caller now. */
    public Standing standing(Caller caller) {
        ready();
        return counts.standing(book.of(caller, entitlements.of(caller.tenant())));
    }

    /** Counts a request from an address, whoever makes it, or refuses it. */
    public void arrive(String address) {
        var network = Networks.of(address);
        var all = book.address(network);
        var wrong = book.wrongKeys(network);
        counts.look(wrong).or(() -> counts.arrive(all)).ifPresent(hit -> {
            throw reached(hit, Standing.FREE, "");
        });
    }

    /** Counts a wrong key that came from an address. */
    public void wrongKey(String address) {
        counts.arrive(book.wrongKeys(Networks.of(address)));
    }

    /** What a tenant may do, for who looks after it. */
    Ceiling ceiling(Caller caller) {
        ready();
        return book.tenant(caller.tenant().value(), entitlements.of(caller.tenant()));
    }

    UUID node() {
        return node;
    }

    /** Tells the other nodes what was counted here and hears what they say; to be called about once a second. */
    void exchange() {
        var shares = counts.untold();
        var open = counts.untoldOpen();
        try {
            if (!shares.isEmpty() || !open.isEmpty() || counts.hasOpen()) {
                board.tell(node, shares, open);
            }
        } catch (RuntimeException untold) {
            counts.tellAgain(shares, open.keySet());
            throw untold;
        }
        hear();
        if (++turns % SWEEP_TURNS == 0) {
            counts.sweep();
            board.sweep(node);
        }
    }

    private void hear() {
        long from = System.nanoTime();
        var heard = board.hear(node, !heardOnce);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        aheadMillis = heard.now().toEpochMilli() + took / 2 - monotonicMillis();
        counts.hear(heard.shares());
        counts.hearOpen(heard.open());
        var changed = board.limits(latestChange == null ? null : latestChange.minusSeconds(5));
        book.read(changed);
        if (!changed.isEmpty()) {
            latestChange = changed.get(0).changedAt();
        }
        heardOnce = true;
    }

    /** The first request of a node waits for what the limits are. */
    private void ready() {
        if (!heardOnce) {
            synchronized (this) {
                if (!heardOnce) {
                    hear();
                }
            }
        }
    }

    private void atEnd(Consumer<Boolean> then) {
        if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            then.accept(true);
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is known before the end
            }

            @Override
            public void afterCompletion(int status) {
                then.accept(status == Status.STATUS_COMMITTED);
            }
        });
    }

    private static LimitReached reached(Hit hit, Standing standing, String plan) {
        return new LimitReached(hit, standing, plan);
    }

    /** The database's time as this node knows it: it never jumps with the clock of the machine. */
    private long millis() {
        return monotonicMillis() + aheadMillis;
    }

    private static long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
