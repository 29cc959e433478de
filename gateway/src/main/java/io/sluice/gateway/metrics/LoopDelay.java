package io.sluice.gateway.metrics;

import io.vertx.core.Vertx;

/**
 * How long an event loop makes its work wait: four times a second a timer of each loop is due, and what it comes too late is the time
 * for which the loop was busy with something else.
 */
public final class LoopDelay {
    private static final long PERIOD_MILLIS = 250;

    private final LatencyHistogram seconds = new LatencyHistogram(
            "sluice_event_loop_delay_seconds", "By how much a timer of an event loop came too late");

    LoopDelay() {}

    LatencyHistogram seconds() {
        return seconds;
    }

    /** Watches the event loop that calls this, until its verticle ends. */
    public void watch(Vertx vertx) {
        long armed = System.nanoTime();
        // Armed anew each time: a periodic timer that is always equally late looks punctual.
        vertx.setTimer(PERIOD_MILLIS, _ -> {
            seconds.recordMicros((System.nanoTime() - armed) / 1_000 - PERIOD_MILLIS * 1_000);
            watch(vertx);
        });
    }
}
