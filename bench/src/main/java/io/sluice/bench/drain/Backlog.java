package io.sluice.bench.drain;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventIds;
import io.sluice.core.event.Header;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** Fills a journal with events as a gateway would that nobody empties. */
final class Backlog {
    private static final int UNDER_WAY = 2_000;
    private static final long TOLD_EVERY = 1_000_000;
    private static final List<Header> HEADERS = List.of(
            new Header("Host", "localhost:8000"),
            new Header("Content-Type", "application/json"),
            new Header("Authorization", "Bearer test_token"),
            new Header("User-Agent", "sluice-drain"));

    private final Journal journal;
    private final InstantSource clock;
    private final EventIds ids;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final AtomicReference<Refusal> refused = new AtomicReference<>();

    Backlog(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        this.ids = new EventIds(clock, new SplittableRandom());
    }

    /**
     * Appends that many events and waits until all are on disk.
     *
     * @param progress told how many, now and then
     * @throws IllegalStateException when the journal refuses one
     */
    void fill(long events, LongConsumer progress) throws InterruptedException {
        AppendListener listener = new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                room.release();
            }

            @Override
            public void refused(Refusal refusal) {
                refused.set(refusal);
                room.release();
            }
        };
        for (long n = 1; n <= events; n++) {
            room.acquire();
            journal.append(RecordType.EVENT, EventCodec.body(event(n)), listener);
            if (n % TOLD_EVERY == 0) {
                progress.accept(n);
            }
        }
        room.acquire(UNDER_WAY);
        room.release(UNDER_WAY);
        if (refused.get() != null) {
            throw new IllegalStateException("the journal refused an event: " + refused.get());
        }
    }

    private Event event(long number) {
        long micros = clock.instant().toEpochMilli() * 1_000;
        String body = "{\"test_id\": %d, \"message\": \"Performance test request %d\", \"password\": \"secret\"}"
                .formatted(number, number);
        return new Event(
                ids.next(),
                "orders",
                "",
                micros,
                "127.0.0.1",
                "application/json",
                HEADERS,
                body.getBytes(StandardCharsets.UTF_8));
    }
}
