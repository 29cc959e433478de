package io.sluice.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.net.AddressRanges;
import java.util.List;

/** Any text as an address or a block: refused with a message that repeats it, or a range that holds its own first address. */
public final class AddressRangesFuzz {
    private AddressRangesFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        AddressRanges ranges;
        try {
            ranges = new AddressRanges(List.of(text));
        } catch (IllegalArgumentException refused) {
            if (!refused.getMessage().contains(text)) {
                throw new AssertionError("it does not say which: " + refused.getMessage());
            }
            return;
        }
        int slash = text.indexOf('/');
        if (!ranges.holds(slash < 0 ? text : text.substring(0, slash))) {
            throw new AssertionError("it does not hold its own address");
        }
        ranges.holds("127.0.0.1");
        ranges.holds("fe80::1%eth0");
    }
}
