package org.tenantry.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up hosts and lets only fit addresses through: what it gives is what is connected to, so that a name cannot point
 * elsewhere between check and use. A name with one unfit address is refused whole. Known for 30 seconds.
 */
final class Addresses implements DnsResolver {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_KNOWN = 10_000;

    private final boolean mayBePrivate;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(InetAddress[] addresses, long sinceNanos) {
        boolean fresh() {
            return System.nanoTime() - sinceNanos < FRESH_NANOS;
        }
    }

    Addresses(boolean mayBePrivate) {
        this.mayBePrivate = mayBePrivate;
    }

    /** Whether {@link #resolve} will answer at once. */
    boolean knows(String host) {
        var found = known.get(host);
        return found != null && found.fresh();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = known.get(host);
        if (found == null || !found.fresh()) {
            found = new Known(fit(host, InetAddress.getAllByName(host)), System.nanoTime());
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(host, found);
        }
        return found.addresses().clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] fit(String host, InetAddress[] addresses) throws UnknownHostException {
        for (var address : addresses) {
            boolean fit = mayBePrivate ? !neverFit(address) : isPublic(address);
            if (!fit) {
                throw new UnknownHostException(host + " has an address that may not be reached from here");
            }
        }
        return addresses;
    }

    /** Not even the operator means these: clouds tell a server's own secrets at a link-local address. */
    private static boolean neverFit(InetAddress address) {
        return address.isLinkLocalAddress() || address.isMulticastAddress();
    }

    static boolean isPublic(InetAddress address) {
        if (neverFit(address)
                || address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isSiteLocalAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address instanceof Inet4Address) {
            boolean reserved = first == 0 || first >= 224;
            boolean carrier = first == 100 && (second & 0xC0) == 64;
            boolean special = first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2);
            boolean bench = first == 198 && (second & 0xFE) == 18;
            boolean examples = first == 198 && second == 51 && bytes[2] == 100
                    || first == 203 && second == 0 && (bytes[2] & 0xFF) == 113;
            return !(reserved || carrier || special || bench || examples);
        }
        // of the sixth version only global unicast, without the ways to wrap an address of the fourth
        boolean global = (first & 0xE0) == 0x20;
        boolean sixToFour = first == 0x20 && second == 0x02;
        boolean teredoAndSpecial = first == 0x20 && second == 0x01 && (bytes[2] & 0xFE) == 0;
        boolean examples = first == 0x20 && second == 0x01 && bytes[2] == 0x0D && (bytes[3] & 0xFF) == 0xB8;
        return global && !sixToFour && !teredoAndSpecial && !examples;
    }
}
