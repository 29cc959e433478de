package io.sluice.bench.prove;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks every gateway several times a second how often it decided on a limit without Redis, and notes when it did. */
final class RedisMissed {
    static final String METRIC = "sluice_rate_limit_without_redis_total ";
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Span> spans = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    RedisMissed(Site site) {
        for (GatewayUnderProof gateway : site.gateways()) {
            threads.add(Thread.ofVirtual().name("redis-missed").start(() -> watch(gateway)));
        }
    }

    private void watch(GatewayUnderProof gateway) {
        Counted last = new Counted(0, System.nanoTime());
        while (running) {
            long asked = System.nanoTime();
            try {
                double count = count(gateway);
                // A gateway that was started again counts from zero.
                if (count > (count < last.count() ? 0 : last.count())) {
                    add(new Span(last.askedNanos(), System.nanoTime()));
                }
                last = new Counted(count, asked);
            } catch (IOException dead) {
                // It is asked again; what it did meanwhile is seen then, if it lives.
            } catch (InterruptedException stopped) {
                return;
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /** What it said, and when it was asked. */
    private record Counted(double count, long askedNanos) {}

    private double count(GatewayUnderProof gateway) throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(gateway.at("/metrics")).timeout(PATIENCE).build();
        return read(http.send(question, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The counter in a page of metrics. */
    static double read(String page) throws IOException {
        return page.lines()
                .filter(line -> line.startsWith(METRIC))
                .mapToDouble(line -> Double.parseDouble(line.substring(METRIC.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + METRIC));
    }

    private synchronized void add(Span span) {
        spans.add(span);
    }

    /** Times within which a gateway decided without Redis. */
    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Asks no more. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
            thread.join();
        }
        http.shutdownNow();
    }
}
