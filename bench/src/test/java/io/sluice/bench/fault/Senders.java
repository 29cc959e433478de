package io.sluice.bench.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that behave like a provider: each posts one webhook after the other to the gateways in turn and keeps the id of every
 * one that was answered with 200. What fails is counted by kind and not sent again.
 */
final class Senders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> refusals = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    Senders(List<URI> targets, String token, int senders) {
        for (int i = 0; i < senders; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (running) {
                    long n = number.incrementAndGet();
                    send(targets.get((int) (n % targets.size())), token, n);
                }
            }));
        }
    }

    private void send(URI target, String token, long n) {
        String body = "{\"test_id\": %d, \"message\": \"Performance test request %d\"}".formatted(n, n);
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                acknowledged.add(response.headers().firstValue("X-Event-Id").orElseThrow());
            } else {
                refusals.merge("status " + response.statusCode(), 1, Integer::sum);
            }
        } catch (IOException broken) {
            refusals.merge("connection", 1, Integer::sum);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until that many more are answered with 200. */
    void awaitAcknowledged(int more) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int wanted = acknowledged.size() + more;
        while (acknowledged.size() < wanted) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(acknowledged.size() + " of " + wanted + " acknowledged in " + PATIENCE
                        + ", refused: " + refusals);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Stops sending, waits for what is under way. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The ids of every event that was answered with 200. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What was not answered with 200, by kind. */
    Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    @Override
    public void close() {
        running = false;
        http.shutdownNow();
    }
}
