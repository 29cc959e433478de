package io.sluice.analytics;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The analytics service: a pass over what is new every few seconds, and the API that shows what the passes found. When the store is
 * away it says so once, goes on showing the last numbers marked as stale, and tries again every few seconds.
 */
public final class Analytics implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Analytics.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RollupStore store;
    private final InstantSource clock;
    private final AnalyticsOptions options;
    private final RollupPass pass;
    private final ApiServer server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private volatile Optional<Snapshot> latest = Optional.empty();
    private boolean closing;
    private Thread passes;

    private Analytics(AnalyticsOptions options, RollupStore store, InstantSource clock) throws IOException {
        this.options = options;
        this.store = store;
        this.clock = clock;
        this.pass = new RollupPass(store, clock, options.sequencesPerStep());
        this.server = new ApiServer(options, new Api(store, clock, () -> latest));
    }

    /**
     * Listens, and begins with the first pass.
     *
     * @throws IOException when the address cannot be listened on
     */
    public static Analytics open(AnalyticsOptions options, RollupStore store, InstantSource clock) throws IOException {
        Analytics analytics = new Analytics(options, store, clock);
        analytics.server.start();
        analytics.passes = Thread.ofPlatform().daemon().name("analytics-passes").start(analytics::run);
        return analytics;
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Whether its passes succeed. */
    public Health check() {
        return latest.flatMap(Snapshot::failure)
                .<Health>map(Health.Unhealthy::new)
                .orElseGet(Health.Healthy::new);
    }

    private void run() {
        Duration pause = options.passInterval();
        boolean atOnce = true;
        while (sleep(atOnce ? Duration.ZERO : pause)) {
            try {
                if (latest.filter(Snapshot::stale).isPresent()) {
                    awaitStore(); // a pass waits for its answers much longer than this does
                }
                RollupPass.Counted found = pass.run();
                if (latest.filter(Snapshot::stale).isPresent()) {
                    LOG.log(Level.INFO, "{0} answers again; the numbers are current", store);
                }
                latest = Optional.of(
                        new Snapshot(clock.instant(), found.webhooks(), found.complete(), Optional.empty()));
                pause = options.passInterval();
                atOnce = !found.complete();
            } catch (StoreException | RuntimeException failed) {
                failed(failed);
                pause = LONGEST_PAUSE.compareTo(options.passInterval()) < 0 ? LONGEST_PAUSE : options.passInterval();
                atOnce = false;
            } catch (Error fatal) {
                failed(fatal); // the numbers must not pass for current when nobody counts any more
                throw fatal;
            }
        }
    }

    private void awaitStore() throws StoreException {
        if (store.check() instanceof Health.Unhealthy away) {
            throw new StoreException(away.cause(), null);
        }
    }

    private void failed(Throwable failure) {
        String cause = String.valueOf(failure.getMessage());
        if (latest.filter(Snapshot::stale).isEmpty()) {
            LOG.log(Level.WARNING, "no pass is possible ({0}); trying again until it is", cause);
        }
        Snapshot before = latest.orElseGet(() -> new Snapshot(clock.instant(), List.of(), false, Optional.empty()));
        latest = Optional.of(new Snapshot(before.asOf(), before.webhooks(), false, Optional.of(cause)));
    }

    /** Waits between two passes; false when there is to be no other. */
    private boolean sleep(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !closing) {
                left = wake.awaitNanos(left);
            }
            return !closing;
        } catch (InterruptedException stop) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the pass that is under way finish, at most for ten seconds, and stops answering. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            passes.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        server.close();
        store.close();
    }
}
