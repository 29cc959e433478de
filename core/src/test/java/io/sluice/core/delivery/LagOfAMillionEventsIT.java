package io.sluice.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Admission;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that was away while a million events came. */
class LagOfAMillionEventsIT {
    private static final int EVENTS = 1_000_000;
    private static final int UNANSWERED = 50_000;
    private static final long HEAP_BYTES = 48L << 20; // a million events of 200 bytes each would take four times that

    @TempDir
    private Path folder;

    private final FileDisk disk = new FileDisk();
    private final Away destination = new Away();

    /** Takes nothing until it is back, and then everything as fast as it comes. */
    private static final class Away implements DestinationPlan, Destination {
        private final CountDownLatch back = new CountDownLatch(1);
        private final BitSet seen = new BitSet(EVENTS + 1);
        private final AtomicLong taken = new AtomicLong();

        @Override
        public List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException {
            back.await();
            synchronized (seen) {
                batch.forEach(delivery -> seen.set((int) delivery.sequence()));
            }
            taken.addAndGet(batch.size());
            return Collections.nCopies(batch.size(), new DeliveryResult.Delivered());
        }

        long distinct() {
            synchronized (seen) {
                return seen.cardinality();
            }
        }

        @Override
        public String describe() {
            return "away";
        }

        @Override
        public int concurrency() {
            return 4;
        }

        @Override
        public int maxBatch() {
            return 250;
        }

        @Override
        public Destination build() {
            return this;
        }

        @Override
        public Health check() {
            return new Health.Healthy();
        }

        @Override
        public void close() {}
    }

    private Journal open(String name) throws IOException {
        JournalOptions options = JournalOptions.defaults("test").withAppendTimeout(Duration.ofHours(1));
        return Journal.open(folder.resolve(name), options, disk, InstantSource.system());
    }

    private static void append(Journal journal, int events) {
        Semaphore unanswered = new Semaphore(UNANSWERED);
        AtomicLong refused = new AtomicLong();
        AppendListener listener = new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                unanswered.release();
            }

            @Override
            public void refused(Refusal refusal) {
                refused.incrementAndGet();
                unanswered.release();
            }
        };
        byte[] body = "{\"test_id\": 1, \"message\": \"Performance test request\"}".getBytes(UTF_8);
        for (int i = 0; i < events; i++) {
            unanswered.acquireUninterruptibly();
            journal.append(
                    RecordType.EVENT,
                    EventCodec.body(new Event(new EventId(1, i), "orders", "", 1, "", "", List.of(), body)),
                    listener);
        }
        unanswered.acquireUninterruptibly(UNANSWERED);
        assertThat(refused).hasValue(0);
    }

    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as(what).isLessThan(TimeUnit.SECONDS.toNanos(60));
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void is_caught_up_with_and_meanwhile_costs_no_more_memory_than_any_other_lag() throws IOException {
        Webhook orders = new Webhook(
                "orders",
                Webhook.DataType.BLOB,
                "away",
                destination,
                Admission.OPEN,
                RetryPolicy.DEFAULT,
                CredentialCleanup.DEFAULT);
        try (Journal journal = open("journal");
                Journal dead = open("dead")) {
            long heap = heapBytes();
            DeliveryReader reader = DeliveryReader.open(
                    journal,
                    new DeadLetters(dead),
                    new StateFile(folder.resolve("delivery"), disk),
                    List.of(orders),
                    DeliveryOptions.DEFAULT,
                    InstantSource.system(),
                    new Random(1));
            reader.start();
            append(journal, EVENTS);
            await("all is looked at", () -> reader.unread() == 0);
            LaneMeasures lag = reader.measures().getFirst();
            assertThat(lag.lagEvents()).isEqualTo(EVENTS);
            assertThat(lag.behind()).isTrue();
            assertThat(lag.pending()).isLessThanOrEqualTo(DeliveryOptions.DEFAULT.lanePending());
            assertThat(heapBytes() - heap).isLessThan(HEAP_BYTES);

            destination.back.countDown();
            await("it has caught up", () -> reader.measures().getFirst().lagEvents() == 0);
            reader.close(Duration.ofSeconds(5));
            assertThat(destination.taken).hasValue(EVENTS);
            assertThat(destination.distinct()).isEqualTo(EVENTS);
        }
    }
}
