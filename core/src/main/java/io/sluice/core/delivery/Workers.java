package io.sluice.core.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The virtual threads that deliver: started when a lane has work, gone when it has none. Thread-safe. */
final class Workers {
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    void start(String lane, Runnable work) {
        Thread thread = Thread.ofVirtual().name("delivery-" + lane).unstarted(() -> {
            try {
                work.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        running.add(thread);
        thread.start();
    }

    void interrupt() {
        running.forEach(Thread::interrupt);
    }

    /** Waits until all have ended; says whether they have. */
    boolean join(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (Thread worker : running) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !worker.join(Duration.ofNanos(left))) {
                return running.isEmpty();
            }
        }
        return true;
    }
}
