package io.sluice.gateway.guard.digestauth;

import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.redis.RedisLink;
import io.sluice.gateway.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The key that all instances share, in Redis: the first one to ask puts it there. Whoever has it goes on with it while Redis is away.
 *
 * <p>Looked at again every minute while nonces are asked for, so that a Redis that lost its memory gets the key back from those who know
 * it. Where it got another one meanwhile, that is taken, and nonces of the former are still known.
 */
final class SharedNonceKeys implements NonceKeys {
    static final String NAME = "sluice:digest_auth:nonce_key";

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Script SCRIPT = Script.of("""
            redis.call('SET', KEYS[1], ARGV[1], 'NX')
            return {redis.call('GET', KEYS[1])}
            """);

    private final RedisLink redis;
    private final LongSupplier nanoTime;
    /** What is put there when there is none. */
    private final NonceKey own;

    // Guarded by this.
    private CompletableFuture<Optional<Ring>> known = CompletableFuture.completedFuture(Optional.empty());
    private CompletableFuture<Optional<Ring>> underWay = CompletableFuture.completedFuture(Optional.empty());
    private long lookedNanos;

    SharedNonceKeys(RedisLink redis, LongSupplier nanoTime, RandomGenerator random) {
        this.redis = redis;
        this.nanoTime = nanoTime;
        this.own = NonceKey.random(random);
    }

    @Override
    public CompletableFuture<Optional<Ring>> ring() {
        CompletableFuture<Optional<Ring>> answer;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            Optional<Ring> ring = known.join();
            if (ring.isPresent() && now - lookedNanos < AGAIN.toNanos()) {
                return known;
            }
            if (!underWay.isDone()) {
                return ring.isPresent() ? known : underWay;
            }
            lookedNanos = now;
            answer = new CompletableFuture<>();
            underWay = answer;
        }
        look(answer);
        synchronized (this) {
            return known.join().isPresent() ? known : answer;
        }
    }

    private void look(CompletableFuture<Optional<Ring>> answer) {
        NonceKey proposed;
        synchronized (this) {
            proposed = known.join().map(Ring::first).orElse(own);
        }
        var _ = redis.eval(SCRIPT, List.of(NAME), List.of(Encoding.BASE64URL.encode(proposed.bytes())))
                .handle((reply, failure) -> failure == null ? read(reply) : Optional.<byte[]>empty())
                .thenAccept(found -> answer.complete(learn(found)));
    }

    private static Optional<byte[]> read(List<String> reply) {
        return reply.size() == 1
                ? Encoding.BASE64URL.decode(reply.getFirst()).filter(bytes -> bytes.length == NonceKey.LENGTH)
                : Optional.empty();
    }

    /** What is known now. */
    private synchronized Optional<Ring> learn(Optional<byte[]> found) {
        List<NonceKey> before = known.join().map(Ring::keys).orElse(List.of());
        if (found.isPresent() && (before.isEmpty() || !before.getFirst().isMadeOf(found.get()))) {
            List<NonceKey> keys = new ArrayList<>();
            keys.add(new NonceKey(found.get()));
            before.stream().findFirst().ifPresent(keys::add);
            known = CompletableFuture.completedFuture(Optional.of(new Ring(keys)));
        }
        return known.join();
    }
}
