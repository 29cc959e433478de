package io.sluice.bench.load;

import io.sluice.bench.wire.Payload;
import io.sluice.bench.wire.Target;
import io.sluice.core.event.Header;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a load is.
 *
 * @param targets at least one; requests are spread evenly
 * @param headers sent with every request
 * @param concurrency connections in all; at least one a target
 * @param total requests in all; when empty the duration ends the load
 * @param duration ends the load when there is no total, or before it is reached
 * @param rate requests a second in all, sent on schedule whatever the answers do; when empty each connection sends its next
 *     request when the last one was answered
 * @param timeout a request that was not answered by then has failed, and its connection is closed
 * @param loops event-loop threads
 */
public record LoadPlan(
        List<Target> targets,
        List<Header> headers,
        Payload payload,
        int concurrency,
        OptionalLong total,
        Duration duration,
        OptionalDouble rate,
        Duration timeout,
        int loops) {

    /** No end by the clock. */
    public static final Duration UNLIMITED = Duration.ofDays(365);

    /** Validates. */
    public LoadPlan {
        targets = List.copyOf(targets);
        headers = List.copyOf(headers);
        if (targets.isEmpty() || concurrency < targets.size()) {
            throw new IllegalArgumentException(
                    "--concurrency must be at least the number of instances, " + targets.size());
        }
        loops = Math.clamp(loops, 1, Math.max(1, concurrency / targets.size()));
    }

    /** The same for another time, without a total. */
    public LoadPlan lasting(Duration other) {
        return new LoadPlan(targets, headers, payload, concurrency, OptionalLong.empty(), other, rate, timeout, loops);
    }
}
