package io.sluice.gateway.guard.around;

import io.sluice.core.plugin.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where signatures are verified that take long, those of elliptic curves: beside the event loops, one thread a core, with a bound on what
 * may wait. The threads end when nothing is to be done. Thread-safe.
 */
public final class SlowChecks {
    private static final int MOST_WAITING = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Executor threads;

    /** On these threads; what they reject is too much. */
    public SlowChecks(Executor threads) {
        this.threads = threads;
    }

    /** None is started before there is something to do. */
    public static SlowChecks onEachCore() {
        int cores = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                cores,
                cores,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("signature-check-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return new SlowChecks(threads);
    }

    /** What the check says, sooner or later; empty when too many wait already. */
    public <T> Optional<CompletableFuture<T>> run(Supplier<CompletableFuture<T>> check) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<T> said = turn.thenCompose(_ -> check.get());
        try {
            threads.execute(() -> turn.complete(null));
            return Optional.of(said);
        } catch (RejectedExecutionException tooMany) {
            return Optional.empty();
        }
    }

    /**
     * The verdict of a check; when too many wait already, that it cannot be decided.
     *
     * @param guard the guard's key
     */
    public CompletableFuture<Verdict> judge(String guard, Supplier<CompletableFuture<Verdict>> check) {
        return run(check).orElseGet(() -> busy(guard).now());
    }

    /** What a guard says that has found no room. */
    public static Verdict.Unavailable busy(String guard) {
        return new Verdict.Unavailable(guard + "_busy", RETRY, "too many signatures wait to be verified");
    }
}
