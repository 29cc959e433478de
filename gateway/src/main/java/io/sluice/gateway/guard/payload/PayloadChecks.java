package io.sluice.gateway.guard.payload;

import io.sluice.core.plugin.Verdict;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where guards look into payloads when that may take long: beside the event loops, on as many threads as there are cores, with a bound on
 * what may wait. The threads end when nothing is to be done.
 */
public final class PayloadChecks {
    private static final int MOST_WAITING = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Executor threads;

    /** On these threads; what they reject is answered with 503. */
    public PayloadChecks(Executor threads) {
        this.threads = threads;
    }

    /** One thread a core. None is started before there is something to do. */
    public static PayloadChecks onEachCore() {
        int cores = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                cores,
                cores,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("payload-check-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return new PayloadChecks(threads);
    }

    /**
     * Runs a check beside the event loops; when too many wait already, the verdict is that it cannot be decided.
     *
     * @param guard the guard's key
     */
    public CompletableFuture<Verdict> run(String guard, Supplier<CompletableFuture<Verdict>> check) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<Verdict> verdict = turn.thenCompose(_ -> check.get());
        try {
            threads.execute(() -> turn.complete(null));
            return verdict;
        } catch (RejectedExecutionException tooMany) {
            return new Verdict.Unavailable(guard + "_busy", RETRY, "too many payloads wait to be looked at").now();
        }
    }
}
