package io.sluice.gateway.redis;

import io.sluice.core.plugin.Health;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A link to a real Redis on which calls or answers get lost when the test says so. */
public final class FaultyLink implements RedisLink {
    /** What happens to a call. */
    public enum Fault {
        NONE,
        /** Redis never hears of it. */
        CALLS_LOST,
        /** Redis does what it says, and nobody hears of it. */
        ANSWERS_LOST
    }

    private final RedisLink link;
    private volatile Fault fault = Fault.NONE;

    public FaultyLink(RedisLink link) {
        this.link = link;
    }

    /** What happens from now on. */
    public void now(Fault next) {
        fault = next;
    }

    @Override
    public CompletableFuture<List<String>> eval(Script script, List<String> keys, List<String> arguments) {
        return run(() -> new Commands().add(script, keys, arguments));
    }

    @Override
    public CompletableFuture<List<String>> run(Supplier<Commands> commands) {
        Fault happens = fault;
        if (happens == Fault.CALLS_LOST) {
            // On the link's thread, as those that get there are.
            return link.run(() -> {
                        var _ = commands.get();
                        return new Commands().add("PING");
                    })
                    .thenApply(_ -> {
                        throw new RedisAway("the call was lost");
                    });
        }
        return link.run(commands).thenApply(reply -> {
            if (happens == Fault.ANSWERS_LOST) {
                throw new RedisAway("the answer was lost");
            }
            return reply;
        });
    }

    @Override
    public boolean up() {
        return link.up();
    }

    @Override
    public int instances() {
        return link.instances();
    }

    @Override
    public String runId() {
        return link.runId();
    }

    @Override
    public void whenUp(Runnable told) {
        link.whenUp(told);
    }

    @Override
    public CompletableFuture<Void> tried() {
        return link.tried();
    }

    @Override
    public LongAdder misses() {
        return link.misses();
    }

    @Override
    public RedisMeasures measures() {
        return link.measures();
    }

    @Override
    public Health check() {
        return link.check();
    }

    @Override
    public void close() {
        link.close();
    }
}
