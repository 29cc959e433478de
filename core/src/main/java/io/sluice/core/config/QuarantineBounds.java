package io.sluice.core.config;

import io.sluice.core.plugin.ConfiguredGuard;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.core.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How much is kept of what a webhook refused because it did not prove who sent it. Beyond a bound the oldest goes.
 *
 * @param requests the most of them
 * @param bytes the most that they take on the disk
 * @param age how long each is kept
 */
public record QuarantineBounds(int requests, long bytes, Duration age) {
    /** What a webhook has that says nothing else. */
    public static final QuarantineBounds DEFAULT = new QuarantineBounds(1_000, 64L << 20, Duration.ofDays(7));

    private static final String BOUNDS = "quarantine";
    private static final String SWITCH = "on_failure";

    private enum OnFailure {
        REFUSE,
        QUARANTINE
    }

    /** Reads {@code on_failure} and {@code quarantine} of a webhook; empty when it keeps nothing. */
    static Optional<QuarantineBounds> read(Section webhook, List<ConfiguredGuard> guards) {
        boolean on = webhook.choice(SWITCH, OnFailure.REFUSE) == OnFailure.QUARANTINE;
        Optional<Section> section = webhook.section(BOUNDS);
        QuarantineBounds bounds = section.map(QuarantineBounds::bounds).orElse(DEFAULT);
        if (section.isPresent() && !on) {
            webhook.warning(BOUNDS, "has no effect by itself", "write \"on_failure\": \"quarantine\" beside it");
        }
        if (on && guards.stream().noneMatch(guard -> guard.phase() == Phase.IDENTITY)) {
            webhook.warning(
                    SWITCH,
                    "has no effect: no guard asks who sent a request",
                    "add a guard such as hmac, or remove it");
        }
        return on ? Optional.of(bounds) : Optional.empty();
    }

    private static QuarantineBounds bounds(Section section) {
        return new QuarantineBounds(
                (int) section.integer("max_requests", DEFAULT.requests, 1, 1_000_000),
                section.bytes("max_bytes", DEFAULT.bytes, 64 << 10, 1L << 40),
                section.duration("max_age", DEFAULT.age, Duration.ofMinutes(1), Duration.ofDays(365)));
    }
}
