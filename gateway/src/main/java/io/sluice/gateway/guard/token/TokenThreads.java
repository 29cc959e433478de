package io.sluice.gateway.guard.token;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where signatures are verified that take long: beside the event loops, one thread a core, with a bound on what may wait. The threads end
 * when nothing is to be done.
 */
public final class TokenThreads {
    private static final int MOST_WAITING = 1_000;

    private final Executor threads;

    /** On these threads. */
    TokenThreads(Executor threads) {
        this.threads = threads;
    }

    /** None is started before there is something to do. */
    public static TokenThreads onEachCore() {
        int cores = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                cores,
                cores,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("token-check-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return new TokenThreads(threads);
    }

    /** What the check says, sooner or later; empty when too many wait already. */
    <T> Optional<CompletableFuture<T>> run(Supplier<CompletableFuture<T>> check) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<T> said = turn.thenCompose(_ -> check.get());
        try {
            threads.execute(() -> turn.complete(null));
            return Optional.of(said);
        } catch (RejectedExecutionException tooMany) {
            return Optional.empty();
        }
    }
}
