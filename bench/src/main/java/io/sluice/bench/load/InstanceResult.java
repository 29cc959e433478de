package io.sluice.bench.load;

import io.sluice.bench.wire.Target;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was seen of one target.
 *
 * @param latency of the successful requests, in microseconds
 * @param errors failed requests by kind
 */
public record InstanceResult(Target target, Histogram latency, Map<String, Long> errors) {

    /** Requests answered with 2xx. */
    public long successful() {
        return latency.getTotalCount();
    }

    /** Requests that failed, in whatever way. */
    public long failed() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }
}
