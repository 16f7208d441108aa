package org.tenantry.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.tenantry.values.RequestId;

/**
 * What one node counts, in memory: a window for each tenant, member and key that asked within the last minutes, and for at
 * most so many addresses. Exact on its node however many ask at once; of the other nodes it knows what it was told.
 */
final class Counts {
    static final int MOST_ADDRESSES = 50_000;

    /** A call of which nothing was heard for so long has no answer open any more. */
    static final long LEASE_MILLIS = 90_000;

    private static final int MOST_TOLD = 20_000;
    private static final int MOST_RECENT = 100_000;
    private static final int LOCKS = 64;

    private final LongSupplier millis;
    private final Object[] locks = new Object[LOCKS];
    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private final Cache<String, Window> addresses;
    private final Map<RequestId, Pass> passes = new ConcurrentHashMap<>();
    private final Cache<String, Pass> recent = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MOST_RECENT)
            .build();
    private volatile Set<String> othersOpen = Set.of();

    Counts(LongSupplier millis, int mostAddresses) {
        this.millis = millis;
        addresses = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofMinutes(2))
                .maximumSize(mostAddresses)
                .executor(Runnable::run)
                .build();
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * Lets a call of a model pass, or tells which limit it runs into: of several the one that lasts longest. All scopes of
     * one call belong to one tenant, the first of them names the lock. {@code again} is the same for the same request.
     */
    Optional<Hit> admit(RequestId id, String again, long tokens, List<Counted> who) {
        synchronized (locks[Math.floorMod(who.get(0).scope().hashCode(), LOCKS)]) {
            var earlier = recent.getIfPresent(again);
            if (earlier != null && earlier.joins()) {
                passes.put(id, earlier);
                return Optional.empty(); // the database makes no second call of it
            }
            int requests = earlier != null && earlier.mayRunAgain() ? 0 : 1;
            long now = millis.getAsLong();
            var hit = hit(who, requests, tokens, 1, now);
            if (hit.isPresent()) {
                return hit;
            }
            var taken = who.stream()
                    .map(one -> window(one.scope(), now))
                    .map(window -> new Pass.Taken(window, window.pass(requests, tokens, 1, now)))
                    .toList();
            var pass = new Pass(taken, tokens, now);
            passes.put(id, requests == 0 ? pass.runAfter(earlier) : pass);
            recent.put(again, pass);
            return Optional.empty();
        }
    }

    /** Counts one request of an address, unless that is one too many. */
    Optional<Hit> arrive(Counted address) {
        long now = millis.getAsLong();
        var window = address(address.scope());
        synchronized (window) {
            var hit = hit(List.of(address), 1, 0, 0, now);
            if (hit.isEmpty()) {
                window.pass(1, 0, 0, now);
            }
            return hit;
        }
    }

    /** Whether one more would be too many; counts nothing. */
    Optional<Hit> look(Counted address) {
        return hit(List.of(address), 1, 0, 0, millis.getAsLong());
    }

    /** The call was made. */
    void keep(RequestId id) {
        var pass = passes.get(id);
        if (pass != null) {
            pass.keep();
        }
    }

    void takeBack(RequestId id) {
        var pass = passes.remove(id);
        if (pass != null) {
            pass.takeBack(millis.getAsLong());
        }
    }

    void end(RequestId id, long tokens) {
        var pass = passes.remove(id);
        if (pass != null) {
            pass.end(tokens, millis.getAsLong());
        }
    }

    void lives(RequestId id) {
        var pass = passes.get(id);
        if (pass != null) {
            pass.lives(millis.getAsLong());
        }
    }

    Standing standing(List<Counted> who) {
        long now = millis.getAsLong();
        return new Standing(room(who, What.REQUESTS, now), room(who, What.TOKENS, now));
    }

    /** Gives up what nobody counts on any more. */
    void sweep() {
        long now = millis.getAsLong();
        passes.values().removeIf(pass -> {
            boolean isDead = pass.isDead(now, LEASE_MILLIS);
            if (isDead) {
                pass.dies();
            }
            return isDead || pass.isOver();
        });
        windows.keySet()
                .forEach(
                        scope -> windows.computeIfPresent(scope, (name, window) -> window.isIdle(now) ? null : window));
        addresses.cleanUp();
    }

    /** What the others have not been told yet, at most some thousands; the rest follows. */
    List<Share> untold() {
        long now = millis.getAsLong();
        var shares = new ArrayList<Share>();
        for (var map : List.of(windows, addresses.asMap())) {
            for (var entry : map.entrySet()) {
                if (shares.size() >= MOST_TOLD) {
                    return shares;
                }
                shares.addAll(entry.getValue().untold(entry.getKey(), now));
            }
        }
        return shares;
    }

    Map<String, Integer> untoldOpen() {
        var changed = new HashMap<String, Integer>();
        windows.forEach((scope, window) -> {
            int open = window.untoldOpen();
            if (open >= 0) {
                changed.put(scope, open);
            }
        });
        return changed;
    }

    boolean hasOpen() {
        return windows.values().stream().anyMatch(Window::isOpenHere);
    }

    /** They could not be told. */
    void tellAgain(Collection<Share> shares, Collection<String> open) {
        for (var share : shares) {
            known(share.scope()).ifPresent(window -> window.tellAgain(share.slot()));
        }
        open.forEach(scope -> known(scope).ifPresent(Window::tellOpenAgain));
    }

    /** What all others together let pass in some slots, in place of what was heard of these before. */
    void hear(Collection<Share> shares) {
        long now = millis.getAsLong();
        for (var share : shares) {
            var window = isAddress(share.scope()) ? address(share.scope()) : window(share.scope(), now);
            window.heard(share.slot(), share.requests(), share.tokens(), now);
        }
    }

    /** How many answers all others are writing; who is not named has none. */
    void hearOpen(Map<String, Integer> open) {
        long now = millis.getAsLong();
        for (var scope : othersOpen) {
            if (!open.containsKey(scope)) {
                known(scope).ifPresent(window -> window.heardOpen(0));
            }
        }
        open.forEach((scope, streams) -> window(scope, now).heardOpen(streams));
        othersOpen = Set.copyOf(open.keySet());
    }

    int kept() {
        addresses.cleanUp();
        return windows.size() + (int) addresses.estimatedSize();
    }

    private Optional<Hit> hit(List<Counted> who, int requests, long tokens, int streams, long now) {
        Hit worst = null;
        for (var one : who) {
            for (var what : What.values()) {
                var most = one.ceiling().of(what);
                long more = what == What.REQUESTS ? requests : what == What.TOKENS ? tokens : streams;
                if (most.isEmpty() || more == 0) {
                    continue;
                }
                var window = isAddress(one.scope()) ? address(one.scope()) : window(one.scope(), now);
                long room = most.getAsLong() - more;
                if (window.used(what, now) > room) {
                    long wait = room < 0 ? -1 : wait(window, what, room, now);
                    if (worst == null || wait < 0 || worst.waitMillis() >= 0 && wait > worst.waitMillis()) {
                        worst = new Hit(one, what, most.getAsLong(), wait);
                    }
                }
            }
        }
        return Optional.ofNullable(worst);
    }

    private static long wait(Window window, What what, long room, long now) {
        return what == What.STREAMS ? 1 : Math.max(1, window.millisUntil(what, room, now));
    }

    private Optional<Standing.Room> room(List<Counted> who, What what, long now) {
        Standing.Room tightest = null;
        for (var one : who) {
            var most = one.ceiling().of(what);
            if (most.isEmpty()) {
                continue;
            }
            var window = window(one.scope(), now);
            long left = Math.max(0, most.getAsLong() - window.used(what, now));
            if (tightest == null || left < tightest.remaining()) {
                tightest = new Standing.Room(most.getAsLong(), left, window.millisUntil(what, 0, now));
            }
        }
        return Optional.ofNullable(tightest);
    }

    private Window window(String scope, long now) {
        return windows.compute(scope, (name, there) -> {
            var window = there == null ? new Window() : there;
            window.touch(now);
            return window;
        });
    }

    private Window address(String scope) {
        return addresses.get(scope, fresh -> new Window());
    }

    private Optional<Window> known(String scope) {
        return Optional.ofNullable(isAddress(scope) ? addresses.getIfPresent(scope) : windows.get(scope));
    }

    private static boolean isAddress(String scope) {
        return scope.startsWith("A:") || scope.startsWith("W:");
    }
}
