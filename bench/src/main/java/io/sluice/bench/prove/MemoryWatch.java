package io.sluice.bench.prove;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Looks at the resident memory of the gateways twice a second. */
final class MemoryWatch {
    private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();

    private final Site site;
    private final Map<String, Long> peaks = new TreeMap<>();
    private final Thread thread;
    private long samples;
    private volatile boolean running = true;

    MemoryWatch(Site site) {
        this.site = site;
        this.thread = Thread.ofVirtual().name("memory-watch").start(this::watch);
    }

    private void watch() {
        while (running) {
            for (GatewayUnderProof gateway : site.gateways()) {
                sample(gateway.name(), gateway.process().residentBytes());
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    private synchronized void sample(String name, long bytes) {
        if (bytes > 0) {
            samples++;
            peaks.merge(name, bytes, Math::max);
        }
    }

    /** The most that each gateway held, in bytes. */
    synchronized Map<String, Long> peaks() {
        return Map.copyOf(peaks);
    }

    synchronized long samples() {
        return samples;
    }

    /** Looks no more. */
    void stop() throws InterruptedException {
        running = false;
        LockSupport.unpark(thread);
        thread.join();
    }
}
