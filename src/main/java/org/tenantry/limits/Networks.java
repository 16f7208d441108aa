package org.tenantry.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** By what an address is counted: IPv4 by itself, IPv6 by its network of 64 bits, because one household has a whole one. */
final class Networks {
    private static final Pattern VERSION_4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern VERSION_6 = Pattern.compile("\\[?([0-9A-Fa-f:.]{2,45})(%[0-9A-Za-z]{1,20})?]?");
    private static final int NETWORK_BYTES = 8;

    private Networks() {}

    static String of(String address) {
        if (VERSION_4.matcher(address).matches()) {
            return address;
        }
        var literal = VERSION_6.matcher(address);
        if (!literal.matches() || address.indexOf(':') < 0) {
            return "?"; // whatever that is, all of it is counted together
        }
        try {
            var bytes = InetAddress.getByName(literal.group(1)).getAddress();
            return bytes.length == 4
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
        } catch (UnknownHostException noAddress) {
            return "?";
        }
    }
}
