package io.sluice.bench.load;

import io.sluice.bench.check.AcknowledgedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load has seen.
 *
 * @param elapsed from the first request to the last answer
 * @param ids of the acknowledged events, as far as answers carried one
 * @param withoutId successful answers that carried no {@code X-Event-Id}
 */
public record LoadResult(
        Instant started,
        Duration elapsed,
        List<InstanceResult> instances,
        Timeline timeline,
        List<AcknowledgedIds> ids,
        long withoutId) {

    /** Requests answered with 2xx. */
    public long successful() {
        return instances.stream().mapToLong(InstanceResult::successful).sum();
    }

    /** Requests that failed, in whatever way. */
    public long failed() {
        return instances.stream().mapToLong(InstanceResult::failed).sum();
    }

    /** All requests that ended. */
    public long total() {
        return successful() + failed();
    }

    /** Latency of the successful requests to all targets, in microseconds. */
    public Histogram latency() {
        Histogram all = new Histogram(Timeline.HIGHEST_MICROS, 3);
        instances.forEach(instance -> all.add(instance.latency()));
        return all;
    }

    /** Failed requests by kind, most first. */
    public List<Map.Entry<String, Long>> errors() {
        Map<String, Long> all = new HashMap<>();
        instances.forEach(instance -> instance.errors().forEach((kind, count) -> all.merge(kind, count, Long::sum)));
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
