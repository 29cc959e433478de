package io.sluice.gateway.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses and CIDR blocks (RFC 4632), of either family. */
public final class AddressRanges {
    private static final class Range {
        private final byte[] network;
        private final int bits;

        Range(byte[] network, int bits) {
            this.network = network;
            this.bits = bits;
        }

        boolean holds(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (network[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Range> ranges = new ArrayList<>();

    /** @throws IllegalArgumentException naming the text that is neither an address nor a block */
    public AddressRanges(List<String> texts) {
        for (String text : texts) {
            int slash = text.indexOf('/');
            try {
                byte[] network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                        .getAddress();
                int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > network.length * 8) {
                    throw new IllegalArgumentException("bits");
                }
                ranges.add(new Range(network, bits));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("\"" + text + "\" is no address and no block such as 10.0.0.0/8", e);
            }
        }
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether the address, written as digits, lies in one of the ranges. An IPv4 address written as IPv6 counts as IPv4. */
    public boolean holds(String address) {
        int zone = address.indexOf('%');
        byte[] bytes = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone))
                .getAddress();
        return ranges.stream().anyMatch(range -> range.holds(bytes));
    }
}
