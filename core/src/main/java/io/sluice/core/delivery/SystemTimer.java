package io.sluice.core.delivery;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The machine's own time. One thread runs the alarms. */
final class SystemTimer implements Timer {
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("delivery-timer").factory());

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void schedule(Runnable alarm, long nanos) {
        var _ = alarms.schedule(alarm, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        alarms.shutdownNow();
    }
}
