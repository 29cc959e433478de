package io.sluice.gateway.guard.token;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.outgoing.GuardAnswer;
import io.sluice.gateway.guard.outgoing.GuardCall;
import io.sluice.gateway.guard.outgoing.GuardClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Keys behind a URL, kept and fetched anew: in the background when they are old, at once when a token names a key that is not among them,
 * though not more often than every ten seconds, so that made-up names cost the other server nothing. While it is away the keys at hand
 * go on counting until they are too old. Who cannot be judged without it is told to come again.
 */
final class FetchedKeys implements TokenKeys {
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Verified RIGHT = new Verified.Yes(new Verdict.Accept());
    private static final Verified WRONG = new Verified.No(
            "the token's signature is not that of the key it names: another key, or a token that was changed");
    private static final Verified NOBODYS =
            new Verified.No("the token was signed with a key that is not among those behind the URL");

    /**
     * How long fetched keys count.
     *
     * @param maxAge after which they are fetched anew
     * @param maxStale after which they count no more, when they cannot be
     */
    record Ages(Duration maxAge, Duration maxStale) {}

    private record Held(PublishedKeys keys, long fetchedNanos) {}

    private final GuardClient client;
    private final Ages ages;
    private final LongSupplier nanoTime;

    // Guarded by this, but for reading what is held.
    private volatile Optional<Held> held = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private Optional<Long> endedNanos = Optional.empty();
    private Optional<CompletableFuture<Void>> underWay = Optional.empty();

    FetchedKeys(GuardClient client, Ages ages, LongSupplier nanoTime) {
        this.client = client;
        this.ages = ages;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<Verified> verify(SignedToken token, long nowMicros) {
        Optional<PublishedKeys> keys = usable();
        if (keys.isPresent()) {
            switch (keys.get().verify(token)) {
                case RIGHT -> {
                    return CompletableFuture.completedFuture(RIGHT);
                }
                case WRONG -> {
                    return CompletableFuture.completedFuture(WRONG);
                }
                case UNKNOWN_KEY -> {}
            }
        }
        return fetch().thenApply(_ -> secondLook(token));
    }

    /** What can be said when everything was tried to have the newest keys. */
    private Verified secondLook(SignedToken token) {
        Optional<PublishedKeys> keys = usable();
        PublishedKeys.Answer answer = keys.map(found -> found.verify(token)).orElse(PublishedKeys.Answer.UNKNOWN_KEY);
        if (answer == PublishedKeys.Answer.RIGHT) {
            return RIGHT;
        }
        if (answer == PublishedKeys.Answer.WRONG) {
            return WRONG;
        }
        synchronized (this) {
            return failure.<Verified>map(
                            cause -> new Verified.Unknown(untilNextFetch(), "the keys cannot be had: " + cause))
                    .orElse(NOBODYS);
        }
    }

    /** The keys at hand, if they still count; old ones are fetched anew meanwhile. */
    private Optional<PublishedKeys> usable() {
        Optional<Held> now = held;
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - now.get().fetchedNanos());
        if (age.compareTo(ages.maxAge()) >= 0) {
            var _ = fetch();
        }
        return age.compareTo(ages.maxStale()) < 0 ? Optional.of(now.get().keys()) : Optional.empty();
    }

    /** Fetches them, or joins a fetch that is under way; done at once when the last one is not long ago. Never fails. */
    private CompletableFuture<Void> fetch() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (underWay.isPresent()) {
                return underWay.get();
            }
            if (!untilNextFetch().isZero()) {
                return CompletableFuture.completedFuture(null);
            }
            underWay = Optional.of(done);
        }
        var _ = client.send(GuardCall.get().with("Accept", "application/jwk-set+json, application/json"))
                .handle(this::fetched)
                .thenRun(() -> done.complete(null));
        return done;
    }

    private Void fetched(GuardAnswer answer, Throwable failed) {
        Optional<PublishedKeys> keys =
                failed == null && answer.status() == 200 ? PublishedKeys.read(answer.body()) : Optional.empty();
        synchronized (this) {
            underWay = Optional.empty();
            endedNanos = Optional.of(nanoTime.getAsLong());
            if (keys.isPresent()) {
                held = Optional.of(new Held(keys.get(), nanoTime.getAsLong()));
                failure = Optional.empty();
            } else if (failed != null) {
                failure = Optional.of(String.valueOf(failed.getMessage()));
            } else {
                failure = Optional.of(client + " answered " + answer.status()
                        + (answer.status() == 200 ? ", but with no keys of RFC 7517 that can verify" : ""));
            }
        }
        return null;
    }

    private synchronized Duration untilNextFetch() {
        if (endedNanos.isEmpty()) {
            return Duration.ZERO;
        }
        Duration pause = failure.isPresent() ? AFTER_FAILURE : BETWEEN_FETCHES;
        Duration left = pause.minusNanos(nanoTime.getAsLong() - endedNanos.get());
        if (left.isNegative() || left.isZero()) {
            return Duration.ZERO;
        }
        return left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
    }

    @Override
    public String toString() {
        return "the keys at " + client;
    }
}
