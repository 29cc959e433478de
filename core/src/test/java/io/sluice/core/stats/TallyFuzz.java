package io.sluice.core.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What another instance published as its counts: read, or refused as documented, and written as something that reads the same. */
public final class TallyFuzz {
    private TallyFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        Tally tally;
        try {
            tally = Tally.decode(new String(input, UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        tally.counts(1_800_000_000L);
        String written = tally.encode();
        if (!Tally.decode(written).encode().equals(written)) {
            throw new AssertionError("not written as it was read: " + written);
        }
    }
}
