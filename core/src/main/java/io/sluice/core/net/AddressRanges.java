package io.sluice.core.net;

import io.sluice.core.settings.Section;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses and CIDR blocks (RFC 4632), of either family. Immutable. */
public final class AddressRanges {
    /** No address at all. */
    public static final AddressRanges NONE = new AddressRanges(List.of());

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
    private final List<String> texts;

    /** @throws IllegalArgumentException naming the text that is neither an address nor a block */
    public AddressRanges(List<String> texts) {
        this.texts = List.copyOf(texts);
        for (String text : texts) {
            int slash = text.indexOf('/');
            try {
                byte[] network = Addresses.parse(slash < 0 ? text : text.substring(0, slash))
                        .orElseThrow(() -> new IllegalArgumentException("address"))
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

    /** Reads a list of addresses and blocks; problems go to the section. None when the key is not there. */
    public static AddressRanges read(Section section, String key) {
        List<String> usable = new ArrayList<>();
        for (String text : section.strings(key)) {
            try {
                new AddressRanges(List.of(text));
                usable.add(text);
            } catch (IllegalArgumentException wrong) {
                section.problem(key, wrong.getMessage(), "write addresses such as 192.0.2.1, 2001:db8::/32");
            }
        }
        return new AddressRanges(usable);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether the address, written as digits, lies in one of the ranges. An IPv4 address written as IPv6 counts as IPv4. */
    public boolean holds(String address) {
        Optional<InetAddress> parsed = Addresses.parse(address);
        if (parsed.isEmpty()) {
            return false;
        }
        byte[] bytes = parsed.get().getAddress();
        for (Range range : ranges) {
            if (range.holds(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** These and the others. */
    public AddressRanges and(AddressRanges others) {
        if (isEmpty() || others.isEmpty()) {
            return isEmpty() ? others : this;
        }
        List<String> all = new ArrayList<>(texts);
        all.addAll(others.texts);
        return new AddressRanges(all);
    }

    /** As they were written. */
    @Override
    public String toString() {
        return String.join(", ", texts);
    }
}
