package io.sluice.gateway.guard.outgoing;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What another server said of things that requests show, such as tokens, for as long as it may be believed. Who asks for the same while a
 * question is under way gets its answer. Bounded: the oldest are forgotten, and those that let nobody in have a room of their own, so that
 * a flood of them pushes out no other. Thread-safe, never blocks.
 *
 * @param <T> an answer
 */
public final class KeptAnswers<T> {
    private final int mostUnderWay;
    private final LongSupplier nanoTime;

    // Guarded by this.
    private final Map<String, Held<T>> good;
    private final Map<String, Held<T>> bad;
    private final Map<String, CompletableFuture<T>> underWay = new HashMap<>();

    /**
     * An answer that came.
     *
     * @param time for which it may be believed; zero for this once
     * @param good whether it lets somebody in
     */
    public record Answer<T>(T value, Duration time, boolean good) {}

    private record Held<T>(T value, long endNanos) {}

    /**
     * @param most answers of each kind
     * @param mostUnderWay questions at one time
     */
    public KeptAnswers(int most, int mostUnderWay, LongSupplier nanoTime) {
        this.mostUnderWay = mostUnderWay;
        this.nanoTime = nanoTime;
        this.good = bounded(most);
        this.bad = bounded(most);
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * The answer that is kept or under way, else that to a new question. Empty when too many are under way. A question that fails is
     * forgotten.
     *
     * @param about a hash, never a secret itself
     */
    public Optional<CompletableFuture<T>> of(String about, Supplier<CompletableFuture<Answer<T>>> question) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            Optional<T> kept = kept(good, about).or(() -> kept(bad, about));
            if (kept.isPresent()) {
                return kept.map(CompletableFuture::completedFuture);
            }
            CompletableFuture<T> asked = underWay.get(about);
            if (asked != null) {
                return Optional.of(asked);
            }
            if (underWay.size() >= mostUnderWay) {
                return Optional.empty();
            }
            underWay.put(about, result);
        }
        var _ = asked(question).whenComplete((answer, failure) -> {
            ended(about, failure == null ? Optional.of(answer) : Optional.empty());
            if (failure == null) {
                result.complete(answer.value());
            } else {
                result.completeExceptionally(failure);
            }
        });
        return Optional.of(result);
    }

    private static <T> CompletableFuture<Answer<T>> asked(Supplier<CompletableFuture<Answer<T>>> question) {
        try {
            return question.get();
        } catch (RuntimeException fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    private Optional<T> kept(Map<String, Held<T>> answers, String about) {
        Held<T> held = answers.get(about);
        if (held == null) {
            return Optional.empty();
        }
        if (nanoTime.getAsLong() - held.endNanos() >= 0) {
            answers.remove(about);
            return Optional.empty();
        }
        return Optional.of(held.value());
    }

    private synchronized void ended(String about, Optional<Answer<T>> answer) {
        underWay.remove(about);
        answer.filter(found -> found.time().isPositive())
                .ifPresent(found -> (found.good() ? good : bad)
                        .put(
                                about,
                                new Held<>(
                                        found.value(),
                                        nanoTime.getAsLong() + found.time().toNanos())));
    }

    /** How many there are. */
    @Override
    public synchronized String toString() {
        return good.size() + " and " + bad.size() + " answers";
    }
}
