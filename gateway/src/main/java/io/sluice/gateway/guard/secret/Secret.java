package io.sluice.gateway.guard.secret;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One secret and when it counts. Never shows itself.
 *
 * @param label its place in the list, from 0
 * @param notBefore the first moment at which it counts
 * @param notAfter the last moment at which it counts
 */
public record Secret(String label, String value, Instant notBefore, Instant notAfter) {

    /** Whether it counts at that moment. */
    public boolean counts(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    /** Its bytes in UTF-8. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "secret " + label;
    }
}
