package org.tenantry.tenancy;

import java.io.Serializable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.tenantry.values.InvalidInput;

/**
 * One address of a computer, or all that begin alike: {@code 203.0.113.7}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}.
 * Names are never looked up. What is beyond the prefix is set to zero.
 */
public final class AddressRange implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** Reads what somebody typed; what is neither an address nor a network is refused. */
    public static AddressRange of(String text) {
        var parts = text.strip().split("/", -1);
        var address = address(parts[0]).orElseThrow(() -> wrong(text));
        var bytes = address.getAddress();
        int longest = bytes.length * 8;
        if (parts.length == 1) {
            return new AddressRange(bytes, longest);
        }
        boolean wrapped = address instanceof Inet4Address && parts[0].indexOf(':') >= 0;
        if (parts.length > 2 || wrapped || !PREFIX.matcher(parts[1]).matches()) {
            throw wrong(text);
        }
        int bits = Integer.parseInt(parts[1]);
        if (bits > longest) {
            throw wrong(text);
        }
        return new AddressRange(masked(bytes, bits), bits);
    }

    /** The address that a connection came from, or that somebody typed; empty when it is none. */
    static Optional<InetAddress> address(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(masked(bytes, bits), network);
    }

    private static byte[] masked(byte[] bytes, int bits) {
        var masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.min(8, Math.max(0, bits - i * 8));
            masked[i] &= (byte) (0xFF << (8 - kept));
        }
        return masked;
    }

    private static InvalidInput wrong(String text) {
        return new InvalidInput("tenancy.refusal.address", text.length() > 60 ? text.substring(0, 60) + "…" : text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.bits == bits && Arrays.equals(range.network, network);
    }

    @Override
    public int hashCode() {
        return 31 * bits + Arrays.hashCode(network);
    }

    @Override
    public String toString() {
        try {
            var address = shortened(InetAddress.getByAddress(network).getHostAddress());
            return bits == network.length * 8 ? address : address + "/" + bits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Leaves out the longest run of empty groups, as addresses of the sixth version are usually written. */
    private static String shortened(String address) {
        var runs = ZEROS.matcher(address).results().map(MatchResult::group).toList();
        return runs.stream()
                .max(Comparator.comparingInt(String::length))
                .map(run -> address.replaceFirst("(^|:)" + run + "($|:)", "::"))
                .orElse(address);
    }
}
