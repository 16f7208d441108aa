package org.tenantry.metering;

import static org.tenantry.values.Rows.change;
import static org.tenantry.values.Rows.instant;
import static org.tenantry.values.Rows.number;
import static org.tenantry.values.Rows.read;
import static org.tenantry.values.Rows.truth;
import static org.tenantry.values.Rows.uuid;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.tenantry.ledger.InsufficientCredit;
import org.tenantry.ledger.Ledger;
import org.tenantry.ledger.WalletParked;
import org.tenantry.models.Catalogue;
import org.tenantry.models.OfferedModel;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.MemberId;
import org.tenantry.values.Money;
import org.tenantry.values.NotFound;
import org.tenantry.values.Price;
import org.tenantry.values.RequestId;
import org.tenantry.values.TenantId;
import org.tenantry.values.TokenUsage;
import org.tenantry.values.WalletId;

/**
 * Holds value for a call before it is made and turns it into exactly one usage fact and one posting when it ends
 * (rules 2 and 3). Locks are always taken in the order call, period, budgets, wallet, lots.
 */
@Stateless
public class Meter {
    static final String ALL_TOKENS = "u.input_tokens + u.cached_input_tokens + u.cache_write_tokens + u.output_tokens";

    /** Below this an answer is of no use to anyone, so the call is refused instead (rule 3.2). */
    private static final int USEFUL_OUTPUT_TOKENS = 16;

    private static final String LEASE = "UTC_TIMESTAMP(6) + INTERVAL 60 SECOND";

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Ledger ledger;

    @Inject
    Periods periods;

    @Inject
    Catalogue catalogue;

    private BudgetHolds budgets;
    private UsageDays days;
    private AttemptRows tries;

    @PostConstruct
    void begin() {
        budgets = new BudgetHolds(em);
        days = new UsageDays(em);
        tries = new AttemptRows(em);
    }

    /** The call that was made with this request key, if any; refuses the key when its body was another (rule 3.7). */
    public Optional<RequestId> asked(Caller caller, String idempotencyKey, String bodyHash) {
        var rows = read(
                em,
                "SELECT id, body_hash FROM model_call WHERE tenant_id = ? AND member_id = ? AND idempotency_key = ?",
                caller.tenant().value(),
                caller.member().value(),
                idempotencyKey);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        if (!bodyHash.equals(rows.get(0)[1])) {
            throw new KeyReused();
        }
        return Optional.of(new RequestId(uuid(rows.get(0)[0])));
    }

    /**
     * Sets value aside in every budget and in the wallet, or refuses and changes nothing. The most output tokens are
     * what was asked, what the model can, and what budgets and wallet pay for, whichever is least (rule 3.2).
     */
    public Hold hold(Caller caller, Wish wish) {
        asked(caller, wish.idempotencyKey(), wish.bodyHash()).ifPresent(first -> {
            throw new AlreadyAsked(first);
        });
        var now = clock.instant();
        var wallet = ledger.wallet(caller.tenant());
        if (wallet.parked()) {
            throw new WalletParked();
        }
        var model = wish.model();
        var load = new Charge.Load(wish.promptTokens(), wish.audioMillis());
        boolean audio = model.sell().unit() == Price.Unit.AUDIO;
        // budgets in tokens do not count audio
        var rows = budgets.applying(caller, now).stream()
                .filter(row -> !audio || row.unit() == Budget.Unit.MONEY)
                .toList();
        long useful = Math.min(USEFUL_OUTPUT_TOKENS, wish.mostOutputTokens());
        long most = wish.mostOutputTokens();
        for (var row : rows) {
            long room = row.unit() == Budget.Unit.MONEY
                    ? Charge.affordableOutput(model, load, row.left(), most)
                    : row.left() - Charge.withMargin(wish.promptTokens());
            most = Math.min(most, room);
            if (most < useful) {
                throw budgets.refusal(caller, row, caller.currency());
            }
        }
        long affordable = Charge.affordableOutput(model, load, wallet.free().nanos(), most);
        if (affordable < useful) {
            throw new InsufficientCredit(wallet.free(), holdFor(model, load, useful));
        }
        var amount = holdFor(model, load, affordable);
        insert(caller, wish, wallet.id(), amount.nanos(), (int) affordable);
        for (var row : rows) {
            long part = row.unit() == Budget.Unit.MONEY
                    ? amount.nanos()
                    : Charge.withMargin(wish.promptTokens()) + affordable;
            budgets.hold(caller, wish.id(), row, part, caller.currency());
        }
        ledger.hold(caller.tenant(), wallet.id(), amount);
        return new Hold(wish.id(), (int) affordable, amount, affordable < wish.mostOutputTokens());
    }

    /** Records how much was said and extends the lease; false when the call has been ended meanwhile (rule 3.6). */
    public boolean checkpoint(RequestId id, long outputSeen) {
        return change(
                        em,
                        "UPDATE model_call SET state = 'SENT', output_seen = GREATEST(output_seen, ?), lease_until = "
                                + LEASE + " WHERE id = ? AND state IN ('HELD', 'SENT')",
                        outputSeen,
                        id.value())
                == 1;
    }

    /** The same for many calls at once, in the order of their ids; tells which of them have been ended meanwhile. */
    public Set<RequestId> checkpoint(SortedMap<RequestId, Long> outputSeen) {
        var ended = new HashSet<RequestId>();
        outputSeen.forEach((id, seen) -> {
            if (!checkpoint(id, seen)) {
                ended.add(id);
            }
        });
        return ended;
    }

    /** What the end of a call is told with; {@code provider} is null without usage, {@code failure} without a fault. */
    public record Ended(CallEnd end, TokenUsage provider, long localOutput, String failure, List<Attempt> attempts) {
        public Ended(CallEnd end, TokenUsage provider, long localOutput, String failure) {
            this(end, provider, localOutput, failure, List.of());
        }
    }

    /** Whom a held call goes over to: our count of its prompt for that model, and the most output tokens wanted of it. */
    public record Heir(OfferedModel model, long promptTokens, boolean exact, int mostOutputTokens) {}

    /**
     * Moves a held call of which nothing was heard to another model (rule 2): the same call, its hold made larger or
     * smaller in every budget it holds of and in the wallet, or {@link NoRoomToMove} and nothing changed. Empty when it
     * was ended meanwhile.
     */
    public Optional<Hold> move(RequestId id, Heir heir) {
        var call = locked(id);
        if (!call.isOpen() || call.outputSeen() > 0) {
            return Optional.empty();
        }
        var model = heir.model();
        var load = new Charge.Load(heir.promptTokens(), call.localAudioMillis());
        var wallet = ledger.wallet(call.tenant());
        var rows = budgets.held(id, call.tenant().value());
        long most = heir.mostOutputTokens();
        for (var row : rows) {
            most = Math.min(
                    most,
                    row.unit() == Budget.Unit.MONEY
                            ? Charge.affordableOutput(model, load, row.left(), most)
                            : row.left() - Charge.withMargin(heir.promptTokens()));
        }
        long free = wallet.free().nanos() + call.holdN();
        long affordable = most < 0 ? most : Charge.affordableOutput(model, load, free, most);
        if (affordable < Math.min(USEFUL_OUTPUT_TOKENS, heir.mostOutputTokens())) {
            throw new NoRoomToMove(model.label());
        }
        var amount = holdFor(model, load, affordable);
        for (var row : rows) {
            long part = row.unit() == Budget.Unit.MONEY
                    ? amount.nanos()
                    : Charge.withMargin(heir.promptTokens()) + affordable;
            if (!budgets.move(id, call.tenant().value(), row, part)) {
                throw new NoRoomToMove(model.label());
            }
        }
        long more = amount.nanos() - call.holdN();
        if (more > 0) {
            ledger.hold(call.tenant(), call.wallet(), new Money(more, amount.currency()));
        } else {
            ledger.release(call.tenant(), call.wallet(), -more);
        }
        int moved = change(
                em,
                "UPDATE model_call SET model_id = ?, price_version_id = ?, hold_n = ?, local_input_tokens = ?,"
                        + " local_exact = ?, most_output_tokens = ?, lease_until = " + LEASE
                        + " WHERE id = ? AND state IN ('HELD', 'SENT') AND output_seen = 0",
                model.id().value(),
                model.priceVersion(),
                amount.nanos(),
                heir.promptTokens(),
                heir.exact(),
                (int) affordable,
                id.value());
        if (moved != 1) {
            throw new IllegalStateException("call " + id + " changed while it was moved");
        }
        return Optional.of(new Hold(id, (int) affordable, amount, affordable < heir.mostOutputTokens()));
    }

    /** Ends a call exactly once: settled or voided by rule 2. Ending it again changes nothing. */
    public CallReceipt end(RequestId id, Ended ended) {
        var call = locked(id);
        if (!call.isOpen()) {
            return receipt(id);
        }
        var prices = catalogue.prices(call.priceVersion());
        var charge = Charge.reckon(new Charge.Facts(
                ended.end(),
                ended.provider(),
                call.localPrompt(),
                call.localExact(),
                ended.localOutput(),
                call.outputSeen(),
                call.mostOutputTokens(),
                prices.sell().unit() == Price.Unit.AUDIO,
                call.localAudioMillis()));
        if (charge.charged()) {
            settle(call, ended, charge, prices.sell(), prices.buy());
        } else {
            close(call, "VOIDED", ended);
            tries.write(id, call.tenant().value(), ended.attempts(), false, 0);
            budgets.end(id, call.tenant().value(), TokenUsage.NONE, 0, clock.instant());
            ledger.release(call.tenant(), call.wallet(), call.holdN());
        }
        return receipt(id);
    }

    /** Ends a call whose server died from its last checkpoint, unless its lease was extended meanwhile. */
    public Optional<CallReceipt> endExpired(RequestId id) {
        var over = read(
                em,
                "SELECT id, state FROM model_call WHERE id = ? AND state IN ('HELD', 'SENT')"
                        + " AND lease_until < UTC_TIMESTAMP(6) FOR UPDATE",
                id.value());
        return over.isEmpty()
                ? Optional.empty()
                : Optional.of(end(id, new Ended(CallEnd.CRASHED, null, 0, "INTERRUPTED")));
    }

    /** Open calls of one door whose lease has run out by the database's clock, the oldest first. */
    public List<RequestId> expired(Wish.Origin origin) {
        return read(
                        em,
                        "SELECT id, state FROM model_call WHERE state IN ('HELD', 'SENT') AND origin = ?"
                                + " AND lease_until < UTC_TIMESTAMP(6) ORDER BY lease_until LIMIT 50",
                        origin)
                .stream()
                .map(row -> new RequestId(uuid(row[0])))
                .toList();
    }

    /** Receipts of the caller's tenant, by id; ids that are not the tenant's are left out. */
    public Map<RequestId, CallReceipt> receipts(Caller caller, Collection<RequestId> ids) {
        var found = CallReceipt.read(em, ids);
        found.values().removeIf(receipt -> !receipt.tenant().equals(caller.tenant()));
        return found;
    }

    private void settle(ModelCall call, Ended ended, Charge charge, Price sell, Price buy) {
        var usage = charge.usage();
        long full = sell.of(usage).nanos();
        long captured = Math.min(full, call.holdN());
        var now = clock.instant();
        var period = periods.openForSettling(call.tenant());
        boolean late = call.askedAt() != null && call.askedAt().isBefore(period.start());
        var cost = buy == null ? null : buy.of(usage).nanos();
        close(call, "SETTLED", ended);
        tries.write(call.id(), call.tenant().value(), ended.attempts(), true, usage.output());
        var told = ended.provider();
        boolean audio = sell.unit() == Price.Unit.AUDIO;
        change(
                em,
                "INSERT INTO usage_event (call_id, tenant_id, member_id, conversation_id, model_id, price_version_id,"
                        + " period_id, at, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens,"
                        + " reasoning_tokens, audio_ms, source, estimated, flagged, local_input_tokens,"
                        + " local_output_tokens, local_audio_ms, provider_input_tokens, provider_output_tokens,"
                        + " provider_audio_ms, charge_n, overrun_n, cost_n, late)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                call.id().value(),
                call.tenant().value(),
                call.member().value(),
                call.conversation(),
                call.model(),
                call.priceVersion(),
                period.id(),
                now,
                usage.input(),
                usage.cachedInput(),
                usage.cacheWrite(),
                usage.output(),
                usage.reasoning(),
                usage.audioMillis(),
                charge.source(),
                charge.estimated(),
                charge.flagged(),
                call.localPrompt(),
                Math.max(ended.localOutput(), call.outputSeen()),
                call.localAudioMillis(),
                told == null || audio ? null : told.prompt(),
                told == null || audio ? null : told.output(),
                told == null || !audio ? null : told.audioMillis(),
                captured,
                full - captured,
                cost,
                late);
        budgets.end(call.id(), call.tenant().value(), usage, captured, now);
        var paid = ledger.settle(call.tenant(), call.wallet(), call.id(), call.holdN(), captured, "");
        days.add(
                period,
                period.countedDay(now),
                late,
                call,
                new UsageDays.Sums(usage, captured, paid, full - captured, cost));
    }

    private void close(ModelCall call, String state, Ended ended) {
        int moved = change(
                em,
                "UPDATE model_call SET state = ?, ended_at = UTC_TIMESTAMP(6), ending = ?, failure = ?"
                        + " WHERE id = ? AND state IN ('HELD', 'SENT')",
                state,
                ended.end(),
                ended.failure(),
                call.id().value());
        if (moved != 1) {
            throw new IllegalStateException("call " + call.id() + " ended twice");
        }
    }

    private static Money holdFor(OfferedModel model, Charge.Load load, long outputTokens) {
        var sell = model.sell();
        return new Money(Charge.holdN(model, load), sell.currency()).plus(sell.of(TokenUsage.of(0, outputTokens)));
    }

    private void insert(Caller caller, Wish wish, WalletId wallet, long holdN, int mostOutput) {
        change(
                em,
                "INSERT INTO model_call (id, tenant_id, member_id, wallet_id, origin, conversation_id, model_id,"
                        + " price_version_id, idempotency_key, body_hash, state, hold_n, local_input_tokens, local_exact,"
                        + " local_audio_ms, most_output_tokens, output_seen, lease_until, created_at, asked_at,"
                        + " api_key_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'HELD', ?, ?, ?, ?, ?, 0, " + LEASE
                        + ", UTC_TIMESTAMP(6), ?, ?)",
                wish.id().value(),
                caller.tenant().value(),
                caller.member().value(),
                wallet.value(),
                wish.origin(),
                wish.conversation(),
                wish.model().id().value(),
                wish.model().priceVersion(),
                wish.idempotencyKey(),
                wish.bodyHash(),
                holdN,
                wish.promptTokens(),
                wish.exact(),
                wish.audioMillis(),
                mostOutput,
                clock.instant(),
                caller.apiKey());
    }

    private ModelCall locked(RequestId id) {
        var rows = read(
                em,
                "SELECT tenant_id, member_id, wallet_id, conversation_id, model_id, price_version_id, state, hold_n,"
                        + " local_input_tokens, local_exact, local_audio_ms, most_output_tokens, output_seen,"
                        + " asked_at FROM model_call WHERE id = ? FOR UPDATE",
                id.value());
        if (rows.isEmpty()) {
            throw new NotFound();
        }
        var row = rows.get(0);
        return new ModelCall(
                id,
                new TenantId(uuid(row[0])),
                new MemberId(uuid(row[1])),
                new WalletId(uuid(row[2])),
                uuid(row[3]),
                uuid(row[4]),
                uuid(row[5]),
                ModelCall.State.valueOf(row[6].toString()),
                number(row[7]),
                number(row[8]),
                truth(row[9]),
                number(row[10]),
                (int) number(row[11]),
                number(row[12]),
                instant(row[13]));
    }

    private CallReceipt receipt(RequestId id) {
        return CallReceipt.read(em, List.of(id)).get(id);
    }
}
