package io.sluice.core.delivery;

/** What delivery measures its waits by, and what ends them: the machine's own time, or one that a test turns. Thread-safe. */
interface Timer {

    /** Nanoseconds that do not jump with the wall clock. As with {@link System#nanoTime} only the distance of two means something. */
    long nanoTime();

    /**
     * Runs an alarm once, when so many nanoseconds have passed. It must not block.
     *
     * @throws java.util.concurrent.RejectedExecutionException once stopped
     */
    void schedule(Runnable alarm, long nanos);

    /** Runs nothing more. */
    void stop();
}
