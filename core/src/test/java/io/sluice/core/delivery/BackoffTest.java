package io.sluice.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.RetryPolicy;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RetryPolicy POLICY = new RetryPolicy(20, Duration.ofSeconds(1), Duration.ofMinutes(1), 2.0);

    @Test
    void the_longest_wait_doubles_with_each_failure_up_to_its_bound() {
        assertThat(IntStream.of(1, 2, 3, 6, 7, 1_000).mapToObj(attempt -> Backoff.limit(attempt, POLICY)))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(32),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1));
    }

    @Test
    void every_wait_up_to_the_longest_is_as_likely_so_that_waiting_events_spread() {
        Random random = new Random(1);
        double mean = IntStream.range(0, 10_000)
                .mapToLong(_ -> Backoff.delay(3, POLICY, random).toMillis())
                .peek(wait -> assertThat(wait).isBetween(0L, 4_000L))
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(1_900.0, 2_100.0);
    }
}
