package io.sluice.gateway.guard.replay;

import java.time.Duration;

/**
 * The end of a claim.
 *
 * @param text what it is exchanged for; empty when the key is freed
 * @param ttl how long the text is remembered
 */
record End(Wanted claim, String text, Duration ttl) {
    boolean frees() {
        return text.isEmpty();
    }
}
