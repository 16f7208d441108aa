package org.tenantry.tenancy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tenantry.values.InvalidInput;

/** From where a key may be used: at most 50 addresses and networks; none means from anywhere. */
public record AllowedAddresses(List<AddressRange> ranges) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 50;

    public static final AllowedAddresses ANYWHERE = new AllowedAddresses(List.of());

    public AllowedAddresses {
        ranges = List.copyOf(ranges);
        if (ranges.size() > MOST) {
            throw new InvalidInput("tenancy.refusal.addresses", MOST);
        }
    }

    /** Reads addresses parted by commas, blanks or line ends. */
    public static AllowedAddresses of(String text) {
        if (text == null || text.isBlank()) {
            return ANYWHERE;
        }
        return new AllowedAddresses(Arrays.stream(text.strip().split("[\\s,;]+"))
                .filter(part -> !part.isEmpty())
                .map(AddressRange::of)
                .distinct()
                .toList());
    }

    public boolean isAnywhere() {
        return ranges.isEmpty();
    }

    /** Whether this is the address of a computer, and no name. */
    public static boolean isAddress(String text) {
        return AddressRange.address(bare(text)).isPresent();
    }

    private static String bare(String address) {
        return address == null ? "" : address.replaceAll("^\\[|%.*$|]$", "");
    }

    /** Whether a connection from there may use the key; an address that cannot be read is nowhere. */
    public boolean allow(String address) {
        if (isAnywhere()) {
            return true;
        }
        return AddressRange.address(bare(address))
                .map(found -> ranges.stream().anyMatch(range -> range.contains(found)))
                .orElse(false);
    }

    /** As it is kept and shown, one after the other. */
    public String text() {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    }
}
