package io.sluice.gateway.guard.ratelimit;

import io.sluice.core.plugin.Health;
import io.sluice.gateway.redis.Commands;
import io.sluice.gateway.redis.RedisAway;
import io.sluice.gateway.redis.RedisLink;
import io.sluice.gateway.redis.RedisMeasures;
import io.sluice.gateway.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A link to a real Redis whose clock the test turns, and which is cut, loses an answer or finds an empty Redis when the test says so.
 * Every call is finished when it returns.
 */
final class ClockedLink implements RedisLink {
    private final RedisLink real;
    private final LongSupplier redisMicros;
    private final int instances;
    private final List<Runnable> told = new ArrayList<>();
    private final LongAdder misses = new LongAdder();
    private boolean up = true;
    private boolean losing;
    private String runId;

    ClockedLink(RedisLink real, LongSupplier redisMicros, int instances, String runId) {
        this.real = real;
        this.redisMicros = redisMicros;
        this.instances = instances;
        this.runId = runId;
    }

    void cut() {
        up = false;
    }

    /** The next call reaches Redis, but its answer is lost with the connection. */
    void loseNextAnswer() {
        losing = true;
    }

    /** Reaches the Redis of that run, which knows nothing of those before. */
    void reach(String run) {
        runId = run;
        up = true;
        told.forEach(Runnable::run);
    }

    @Override
    public CompletableFuture<List<String>> eval(Script script, List<String> keys, List<String> arguments) {
        if (!up) {
            return CompletableFuture.failedFuture(new RedisAway("cut"));
        }
        List<String> reply = real.eval(
                        WindowScript.WITH_CLOCK,
                        List.of(keys.getFirst() + ":" + runId, Long.toString(redisMicros.getAsLong())),
                        arguments)
                .join();
        if (losing) {
            losing = false;
            up = false;
            return CompletableFuture.failedFuture(new RedisAway("answer lost"));
        }
        return CompletableFuture.completedFuture(reply);
    }

    @Override
    public CompletableFuture<List<String>> run(Supplier<Commands> commands) {
        return up ? real.run(commands) : CompletableFuture.failedFuture(new RedisAway("cut"));
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public void whenUp(Runnable listener) {
        told.add(listener);
    }

    @Override
    public CompletableFuture<Void> tried() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public LongAdder misses() {
        return misses;
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public Health check() {
        return new Health.Healthy();
    }

    @Override
    public void close() {
        up = false;
    }

    @Override
    public RedisMeasures measures() {
        return real.measures();
    }
}
