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
import io.sluice.core.event.Header;
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
import io.sluice.core.plugin.PassingDestination;
import io.sluice.core.plugin.PassingEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations that look at events where they stand, beside those that keep them: each sees every event as it was sent. */
class PassingDeliveryTest {
    private static final RetryPolicy SOON = new RetryPolicy(100, Duration.ofMillis(1), Duration.ofMillis(1), 1.0);
    private static final int MANY = 6_000;

    @TempDir
    private Path folder;

    private final FileDisk disk = new FileDisk();
    private Journal journal;
    private Journal dead;
    private DeliveryReader reader;

    @BeforeEach
    void open() throws IOException {
        journal = journal("journal");
        dead = journal("dead");
    }

    @AfterEach
    void close() {
        reader.close(Duration.ofSeconds(5));
        journal.close();
        dead.close();
    }

    private Journal journal(String name) throws IOException {
        return Journal.open(folder.resolve(name), JournalOptions.defaults("test"), disk, InstantSource.system());
    }

    private void start(Webhook... webhooks) throws IOException {
        reader = DeliveryReader.open(
                journal,
                new DeadLetters(dead),
                new StateFile(folder.resolve("cursor"), disk),
                List.of(webhooks),
                DeliveryOptions.DEFAULT,
                InstantSource.system(),
                new Random(1));
        reader.start();
    }

    private static Webhook webhook(String id, DestinationPlan destination, boolean cleaned) {
        return new Webhook(
                id,
                Webhook.DataType.BLOB,
                "test",
                destination,
                Admission.OPEN,
                SOON,
                new CredentialCleanup(cleaned, CredentialCleanup.Mode.MASK, List.of()));
    }

    /** Some events to each webhook in turn; returns when they are on disk. */
    private void append(int count, String... webhookIds) {
        List<CompletableFuture<Long>> committed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (String webhookId : webhookIds) {
                committed.add(append(webhookId, body(webhookId, i)));
            }
        }
        committed.forEach(CompletableFuture::join);
    }

    private static String body(String webhookId, int number) {
        return "{\"to\":\"%s\",\"n\":%d,\"much\":\"%s\"}".formatted(webhookId, number, "x".repeat(number % 300));
    }

    private static List<String> bodies(String webhookId, int count) {
        return IntStream.range(0, count).mapToObj(n -> body(webhookId, n)).toList();
    }

    private CompletableFuture<Long> append(String webhookId, String body) {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        Event event = new Event(
                new EventId(1, body.hashCode()),
                webhookId,
                "",
                1,
                "",
                "",
                List.of(new Header("Body", body)),
                body.getBytes(UTF_8));
        journal.append(RecordType.EVENT, EventCodec.body(event), new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                committed.complete(sequence);
            }

            @Override
            public void refused(Refusal refusal) {
                committed.completeExceptionally(new AssertionError("refused: " + refusal));
            }
        });
        return committed;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    /** Writes down what passes. Of each batch it may break off after some events, and want the batch again. */
    private static final class Scribe implements DestinationPlan, PassingDestination {
        private final Queue<String> written = new ConcurrentLinkedQueue<>();
        private final Random random = new Random(3);
        private final int breaksOneIn;

        /** @param breaksOneIn it breaks off one of so many batches; 0 for none */
        Scribe(int breaksOneIn) {
            this.breaksOneIn = breaksOneIn;
        }

        @Override
        public DeliveryResult pass(PassingEvents events) {
            int last = breaksOneIn > 0 && random.nextInt(breaksOneIn) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
            List<String> batch = new ArrayList<>();
            while (events.next()) {
                if (batch.size() == last) {
                    return new DeliveryResult.Retry(Optional.empty(), "broken off");
                }
                byte[] bytes = events.event().bytes();
                int from = events.event().bodyStart();
                batch.add(new String(bytes, from, events.event().bodyEnd() - from, UTF_8));
            }
            written.addAll(batch);
            return new DeliveryResult.Delivered();
        }

        @Override
        public String describe() {
            return "scribe";
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int maxBatch() {
            return 64;
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

    @Test
    void a_passing_destination_sees_every_event_in_order_and_a_keeping_one_beside_it_never_sees_one_change()
            throws IOException {
        Scribe scribe = new Scribe(0);
        ScriptedDestination keeper = ScriptedDestination.taking();
        start(webhook("scribe", scribe, false), webhook("keeper", keeper, false));
        append(MANY, "scribe", "keeper");

        await("all delivered", () -> scribe.written.size() == MANY && keeper.tried.size() == MANY);
        assertThat(scribe.written).containsExactlyElementsOf(bodies("scribe", MANY));
        assertThat(keeper.bodies()).containsExactlyInAnyOrderElementsOf(bodies("keeper", MANY));
        for (Delivery kept : keeper.tried) {
            String body = new String(kept.event().body(), UTF_8);
            assertThat(kept.event().headers()).containsExactly(new Header("Body", body));
        }
    }

    @Test
    void what_was_broken_off_comes_again_as_it_was() throws IOException {
        Scribe scribe = new Scribe(3);
        Scribe beside = new Scribe(0);
        start(webhook("scribe", scribe, false), webhook("beside", beside, false));
        append(MANY, "scribe", "beside");

        await("all delivered", () -> scribe.written.size() >= MANY && beside.written.size() == MANY);
        assertThat(scribe.written).containsExactlyInAnyOrderElementsOf(bodies("scribe", MANY));
        assertThat(beside.written).containsExactlyElementsOf(bodies("beside", MANY));
    }

    @Test
    void where_the_webhook_wants_credentials_masked_they_are_masked_before() throws Exception {
        Scribe scribe = new Scribe(0);
        start(webhook("scribe", scribe, true));
        append("scribe", "{\"token\":\"hunter2\"}").join();

        await("delivered", () -> scribe.written.size() == 1);
        assertThat(scribe.written).containsExactly("{\"token\":\"***REDACTED***\"}");
    }
}
