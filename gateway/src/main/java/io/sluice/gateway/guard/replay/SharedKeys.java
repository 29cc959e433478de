package io.sluice.gateway.guard.replay;

import io.sluice.gateway.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Keys of all instances, in Redis, of which each is held by one claim. A key's value is {@code p:claim} while it is claimed and
 * {@code d:text} when the claim was exchanged for a text. At most one call is under way; what comes until it is sent has a place in it,
 * what comes later shares the next one. Thread-safe, never blocks.
 *
 * <p>A claim is one command ({@code SET} with {@code NX}), and so is its exchange ({@code SET}); see {@link Call} for why the latter need not
 * look what stands there. Who finds a key claimed asks in the next call what for.
 *
 * <p>While Redis is away nothing can be claimed. A call whose answer is lost may have claimed: that is released with the next call that
 * reaches Redis, before anything is claimed, so that the sender, who was told to come again, gets in; as is what was to be written down
 * and could not be. Each claim has a name of its own, so that a release takes nothing away that another claim took.
 */
public final class SharedKeys {
    private static final CompletableFuture<Answer> UNKNOWN = CompletableFuture.completedFuture(new Answer.Unknown());
    private static final Answer.Unknown LOST = new Answer.Unknown();
    /** Beyond it the oldest is left to its time. */
    private static final int MOST_ENDS = 10_000;

    /** What became of a claim. */
    public sealed interface Answer {
        /** Nobody held the key; it is held now. */
        record Mine(Hold hold) implements Answer {}

        /**
         * Somebody has it.
         *
         * @param text what the claim was exchanged for; empty while it is a claim
         */
        record Others(String text) implements Answer {}

        /** It cannot be known: Redis is away. */
        record Unknown() implements Answer {}
    }

    /** A claim that was made. */
    public static final class Hold {
        private final SharedKeys keys;
        private final Wanted claim;

        private Hold(SharedKeys keys, Wanted claim) {
            this.keys = keys;
            this.claim = claim;
        }

        /** Frees the key, now or when Redis is back. */
        public void release() {
            keys.end(new End(claim, "", Duration.ZERO));
        }

        /** Exchanges the claim for a text, which is remembered for that long. */
        public void exchange(String text, Duration ttl) {
            keys.end(new End(claim, text, ttl));
        }
    }

    private final KeySpace space;
    private final RedisLink redis;
    private final LongSupplier nanoTime;

    // Guarded by this.
    private final Deque<Wanted> waiting = new ArrayDeque<>();
    /** Those that found their key taken, and are to hear what for. */
    private final Deque<Wanted> asking = new ArrayDeque<>();

    private final Deque<End> ends = new ArrayDeque<>();
    private boolean underWay;
    private long claims;

    private SharedKeys(KeySpace space, RedisLink redis, LongSupplier nanoTime) {
        this.space = space;
        this.redis = redis;
        this.nanoTime = nanoTime;
    }

    /** A name for {@link #under}: random, and short, because it is a part of every claim. */
    public static String newName() {
        return Long.toUnsignedString(UUID.randomUUID().getLeastSignificantBits(), Character.MAX_RADIX);
    }

    /**
     * Keys under a prefix.
     *
     * @param instance a name that no other process has, nor this one for other keys under the prefix
     */
    public static SharedKeys under(String prefix, RedisLink redis, String instance, LongSupplier nanoTime) {
        SharedKeys keys = new SharedKeys(new KeySpace(prefix, instance), redis, nanoTime);
        redis.whenUp(keys::catchUp);
        return keys;
    }

    /**
     * Claims a key.
     *
     * @param ttl after which the claim ends by itself
     */
    public CompletableFuture<Answer> claim(String key, Duration ttl) {
        Wanted claim;
        synchronized (this) {
            if (!underWay && !redis.up()) {
                return UNKNOWN;
            }
            claim = new Wanted(key, claims++, ttl);
            waiting.add(claim);
            if (underWay) {
                return claim.answer();
            }
            underWay = true;
        }
        run();
        return claim.answer();
    }

    private void end(End end) {
        synchronized (this) {
            addEnd(end);
            if (underWay || !redis.up()) {
                return;
            }
            underWay = true;
        }
        run();
    }

    /** Redis is there again. */
    private void catchUp() {
        synchronized (this) {
            if (underWay || ends.isEmpty()) {
                return;
            }
            underWay = true;
        }
        run();
    }

    private void addEnd(End end) {
        if (ends.size() == MOST_ENDS) {
            ends.remove();
        }
        ends.add(end);
    }

    private void run() {
        Call call = new Call(space);
        var _ = redis.run(() -> {
                    synchronized (this) {
                        call.take(ends, asking, waiting, nanoTime.getAsLong());
                    }
                    return call.commands();
                })
                .handle((replies, failure) -> failure == null ? Optional.of(replies) : Optional.<List<String>>empty())
                .thenAccept(replies -> finished(call, replies));
    }

    private void finished(Call call, Optional<List<String>> replies) {
        List<Wanted> lost = List.of();
        boolean more;
        synchronized (this) {
            if (replies.isPresent()) {
                call.forEachTaken(replies.get(), asking::add);
                call.forEachGone(replies.get(), waiting::add);
            } else {
                call.ends().forEach(this::addEnd);
                call.claims().forEach(claim -> addEnd(new End(claim, "", Duration.ZERO)));
                lost = new ArrayList<>(waiting);
                lost.addAll(asking);
                waiting.clear();
                asking.clear();
            }
            // What is to be written down waits until Redis is there again, or for the next who comes.
            more = replies.isPresent() && !(waiting.isEmpty() && asking.isEmpty() && ends.isEmpty());
            underWay = more;
        }
        if (more) {
            run();
        }
        if (replies.isPresent()) {
            call.forEachMine(replies.get(), claim -> claim.answer().complete(new Answer.Mine(new Hold(this, claim))));
            call.forEachOthers(replies.get(), (claim, text) -> claim.answer().complete(new Answer.Others(text)));
        } else {
            call.claims().forEach(claim -> claim.answer().complete(LOST));
            call.asked().forEach(claim -> claim.answer().complete(LOST));
            lost.forEach(claim -> claim.answer().complete(LOST));
        }
    }
}
