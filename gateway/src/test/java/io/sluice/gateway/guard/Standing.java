package io.sluice.gateway.guard;

import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.GuardClients;
import io.sluice.gateway.guard.replay.LocalSeen;
import io.sluice.gateway.guard.replay.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Surroundings in which time stands still until a test moves it, without Redis. */
public final class Standing implements InstantSource {
    private Instant now;

    public Standing(Instant now) {
        this.now = now;
    }

    /** At a time that does not matter. */
    public static Surroundings around() {
        return new Standing(Instant.parse("2026-03-01T12:00:00Z")).surroundings();
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void move(Duration by) {
        now = now.plus(by);
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** With a memory of their own. */
    public Surroundings surroundings() {
        return surroundings(new LocalSeen(1_000, this::nanos));
    }

    /** With that memory of what came before. */
    public Surroundings surroundings(Seen seen) {
        return new Surroundings(
                Optional::empty,
                this::nanos,
                this,
                () -> seen,
                new GuardClients(Map.of("ALLOW_LOCALHOST_FOR_TESTS", "true")),
                new SlowChecks(Runnable::run),
                true);
    }
}
