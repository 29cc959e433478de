package io.sluice.bench.prove;

import io.sluice.core.event.EventId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that behave like providers: each posts one webhook after the other to one gateway, with a pause between. What is refused
 * or gets no answer is not sent again, so that what is stored can be told from what was acknowledged.
 */
final class Senders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final long AFTER_FAILURE_NANOS = Duration.ofMillis(50).toNanos();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final AtomicLong number = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final String token;
    private volatile boolean running = true;

    Senders(String token) {
        this.token = token;
    }

    /**
     * Starts some for a gateway.
     *
     * @param meanPause between two requests of one sender
     */
    void start(int instance, URI target, int count, Duration meanPause, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            SplittableRandom own = random.split();
            int sender = threads.size();
            threads.add(Thread.ofVirtual()
                    .name("sender-" + sender)
                    .start(() -> send(instance, sender, target, own, meanPause.toNanos())));
        }
    }

    Ledger ledger() {
        return ledger;
    }

    private void send(int instance, int sender, URI target, SplittableRandom random, long meanPauseNanos) {
        while (running) {
            byte[] body = Bodies.next(random, number.incrementAndGet());
            long sent = System.nanoTime();
            Attempt attempt = attempt(instance, sender, target, body, sent);
            ledger.add(attempt);
            LockSupport.parkNanos(
                    attempt.status() == 0 ? AFTER_FAILURE_NANOS : random.nextLong(2 * meanPauseNanos + 1));
        }
    }

    private Attempt attempt(int instance, int sender, URI target, byte[] body, long sent) {
        int status = 0;
        Optional<EventId> id = Optional.empty();
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            status = answer.statusCode();
            id = answer.headers().firstValue("X-Event-Id").map(EventId::parse);
        } catch (IOException noAnswer) {
            // The sender cannot know whether it was stored; neither answer would be wrong.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new Attempt(instance, sender, sent, System.nanoTime(), status, id, Digest.of(body));
    }

    /** Lets the requests under way end, and sends no more. */
    void stop() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        running = false;
        http.shutdownNow();
    }
}
