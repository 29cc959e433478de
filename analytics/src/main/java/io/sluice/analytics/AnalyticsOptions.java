package io.sluice.analytics;

import java.time.Duration;

/**
 * How analytics runs.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param passInterval from one pass to the next
 * @param sequencesPerStep how far one reading goes on at the most, so that a backlog is counted in bounded pieces
 */
public record AnalyticsOptions(String host, int port, Duration passInterval, long sequencesPerStep) {

    /** A pass every five seconds. */
    public static AnalyticsOptions listeningOn(String host, int port) {
        return new AnalyticsOptions(host, port, Duration.ofSeconds(5), 200_000);
    }
}
