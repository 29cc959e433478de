package io.sluice.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;

/** Time that stands still until a test turns it. Alarms run in the thread that turns. */
final class TurnedClock implements InstantSource, Timer {
    private record Alarm(long nanos, Runnable action) {}

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos));
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private long nanos;
    private boolean stopped;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized void schedule(Runnable action, long ahead) {
        if (stopped) {
            throw new RejectedExecutionException("the timer is stopped");
        }
        alarms.add(new Alarm(nanos + ahead, action));
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        alarms.clear();
    }

    /** Time that goes on in another life of the process, after a step of the wall clock. */
    synchronized void restart(Duration step) {
        alarms.clear();
        stopped = false;
        now = now.plus(step);
    }

    /** How long until the next alarm; empty when there is none. */
    synchronized Optional<Duration> nextAlarm() {
        return Optional.ofNullable(alarms.peek()).map(alarm -> Duration.ofNanos(Math.max(0, alarm.nanos() - nanos)));
    }

    /** Lets time pass, and whatever was to happen in it. */
    void turn(Duration ahead) {
        long end = nanoTime() + ahead.toNanos();
        for (Optional<Runnable> due = next(end); due.isPresent(); due = next(end)) {
            due.get().run();
        }
    }

    /** Lets time pass until the next alarm, if there is one, and runs it. */
    void turnToNextAlarm() {
        nextAlarm().ifPresent(this::turn);
    }

    private synchronized Optional<Runnable> next(long end) {
        boolean due = !alarms.isEmpty() && alarms.peek().nanos() <= end;
        long reached = due ? Math.max(nanos, alarms.peek().nanos()) : Math.max(nanos, end);
        now = now.plusNanos(reached - nanos);
        nanos = reached;
        return due ? Optional.of(alarms.remove().action()) : Optional.empty();
    }
}
