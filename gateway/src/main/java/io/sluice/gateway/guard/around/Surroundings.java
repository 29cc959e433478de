package io.sluice.gateway.guard.around;

import io.sluice.gateway.guard.outgoing.GuardClients;
import io.sluice.gateway.guard.replay.LocalSeen;
import io.sluice.gateway.guard.replay.Seen;
import io.sluice.gateway.guard.replay.SharedKeys;
import io.sluice.gateway.guard.replay.SharedSeen;
import io.sluice.gateway.options.TlsOptions;
import io.sluice.gateway.redis.RedisLink;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What guards find around them. Redis and what stands on it are asked for when a guard is built, not before: {@code sluice check} builds
 * none.
 *
 * @param nanoTime a clock that never steps back, such as {@code System::nanoTime}
 * @param clock the time of day
 * @param seen the memory of nonces and signatures, one for all guards
 * @param clients for calls to other servers
 * @param slow where signatures are verified that take long
 * @param asksForCertificates whether a port of the gateway asks senders for certificates in the handshake of TLS
 */
public record Surroundings(
        Supplier<Optional<RedisLink>> redis,
        LongSupplier nanoTime,
        InstantSource clock,
        Supplier<Seen> seen,
        GuardClients clients,
        SlowChecks slow,
        boolean asksForCertificates) {

    /**
     * The surroundings of one process.
     *
     * @param environment may permit private or loopback addresses to be called, and says whether senders are asked for certificates
     */
    public static Surroundings of(
            Supplier<Optional<RedisLink>> redis,
            LongSupplier nanoTime,
            InstantSource clock,
            Map<String, String> environment) {
        return new Surroundings(
                redis,
                nanoTime,
                clock,
                new SeenOnDemand(redis, nanoTime),
                new GuardClients(environment),
                SlowChecks.onEachCore(),
                TlsOptions.asksSenders(environment));
    }

    /**
     * The same for requests that were recorded: where this process listens is of no matter to them, and no event loop waits while their
     * signatures are verified.
     */
    public Surroundings forRecorded() {
        return new Surroundings(redis, nanoTime, clock, seen, clients, new SlowChecks(Runnable::run), true);
    }

    /** Makes the memory when it is first asked for, when it is known whether there is a Redis. */
    private static final class SeenOnDemand implements Supplier<Seen> {
        private final Supplier<Optional<RedisLink>> redis;
        private final LongSupplier nanoTime;
        private Seen seen;

        SeenOnDemand(Supplier<Optional<RedisLink>> redis, LongSupplier nanoTime) {
            this.redis = redis;
            this.nanoTime = nanoTime;
        }

        @Override
        public synchronized Seen get() {
            if (seen == null) {
                seen = redis.get()
                        .<Seen>map(link -> new SharedSeen(link, SharedKeys.newName(), nanoTime))
                        .orElseGet(() -> LocalSeen.sized(nanoTime));
            }
            return seen;
        }
    }
}
