package io.sluice.gateway.redis;

import io.sluice.core.plugin.Component;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The link to Redis. It connects, and connects again, by itself with back-off; while it is down every call fails at once, so that
 * no request waits for a server that is away. Thread-safe, never blocks.
 */
public interface RedisLink extends Component {
    /**
     * Runs a script that answers with a flat list. The future fails with {@link RedisAway} when there is no answer in time; the
     * script may have run all the same.
     */
    CompletableFuture<List<String>> eval(Script script, List<String> keys, List<String> arguments);

    /**
     * Runs commands, in one write.
     *
     * @param commands asked for once, on the link's thread, when they are sent: what came up since the call is still in time. Must not block.
     *     It is not asked when Redis is away
     * @return one answer for each, in their order: a text, the text of a number, or an empty one for a null. Fails with {@link RedisAway} when
     *     one of them was answered with an error or there is no answer in time; any of the commands may have run all the same
     */
    CompletableFuture<List<String>> run(Supplier<Commands> commands);

    /** Whether a call has a chance at present. */
    boolean up();

    /** How many gateway instances were alive when Redis was last reached, this one included: at least 1. */
    int instances();

    /**
     * Whenever the link has become {@link #up}, this is run: on the link's thread, so it must not block. Whoever is told stays known to
     * the link for its whole life.
     */
    void whenUp(Runnable told);

    /** Done when the first attempt to reach the server has succeeded or failed. */
    CompletableFuture<Void> tried();

    /** How often something was decided without Redis: whoever does so adds one. */
    LongAdder misses();

    /** The server's run id when it was last reached, empty before. A new one means that its memory may be gone. */
    String runId();

    /** What went wrong since it was opened. */
    RedisMeasures measures();
}
