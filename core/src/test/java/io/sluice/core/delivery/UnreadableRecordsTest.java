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
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RawRecords;
import io.sluice.core.journal.RecordType;
import io.sluice.core.plugin.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records whose checksum is right and that yet cannot be delivered: nobody else waits for them, and none is lost. */
class UnreadableRecordsTest {
    private static final RetryPolicy SOON = new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1), 1.0);
    private static final byte NEWER = 2;

    @TempDir
    private Path folder;

    private final FileDisk disk = new FileDisk();
    private final List<Webhook> webhooks = new ArrayList<>();
    private DeliveryOptions options = DeliveryOptions.DEFAULT;
    private Journal journal;
    private Journal dead;
    private DeliveryReader reader;

    @BeforeEach
    void open() throws IOException {
        journal =
                Journal.open(folder.resolve("journal"), JournalOptions.defaults("test"), disk, InstantSource.system());
        dead = Journal.open(folder.resolve("dead"), JournalOptions.defaults("test"), disk, InstantSource.system());
    }

    @AfterEach
    void close() {
        stop();
        journal.close();
        dead.close();
    }

    private StateFile cursor() {
        return new StateFile(folder.resolve("delivery"), disk);
    }

    private void start() throws IOException {
        reader = DeliveryReader.open(
                journal, new DeadLetters(dead), cursor(), webhooks, options, InstantSource.system(), new Random(1));
        reader.start();
    }

    private void stop() {
        if (reader != null) {
            reader.close(Duration.ofSeconds(5));
            reader = null;
        }
    }

    private ScriptedDestination webhook(String id, ScriptedDestination destination) {
        webhooks.add(new Webhook(
                id,
                Webhook.DataType.BLOB,
                "scripted",
                destination,
                Admission.OPEN,
                SOON,
                new CredentialCleanup(false, CredentialCleanup.Mode.MASK, List.of())));
        return destination;
    }

    private static byte[] event(String webhookId, String body) {
        return RawRecords.bytes(EventCodec.body(
                new Event(new EventId(1, body.hashCode()), webhookId, "", 1, "", "", List.of(), body.getBytes(UTF_8))));
    }

    private static byte[] newer(String webhookId) {
        byte[] bytes = event(webhookId, "of tomorrow");
        bytes[0] = NEWER;
        return bytes;
    }

    private void append(byte[] payload) {
        RawRecords.append(journal, RecordType.EVENT, payload);
    }

    private List<DeadLetter> deadLetters() throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        try (JournalReader records = dead.read(1)) {
            for (Optional<JournalRecord> next = records.next(); next.isPresent(); next = records.next()) {
                letters.add(DeadLetters.decode(next.get().payload()));
            }
        }
        return letters;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    private String illness() {
        return reader.check() instanceof Health.Unhealthy(String cause) ? cause : "";
    }

    @Test
    void a_record_that_is_no_event_goes_to_the_dead_letters_as_it_is_and_the_others_are_delivered() throws IOException {
        ScriptedDestination orders = webhook("orders", ScriptedDestination.taking());
        byte[] garbage = {1, 2, 3};
        append(event("orders", "before"));
        append(garbage);
        append(new byte[0]);
        append(event("orders", "after"));
        start();

        await("the others are delivered", () -> orders.tried.size() == 2);
        await("both are buried", () -> committed(dead) == 2);
        assertThat(orders.bodies()).containsExactly("before", "after");
        assertThat(deadLetters()).extracting(DeadLetter::sequence).containsExactlyInAnyOrder(2L, 3L);
        assertThat(deadLetters()).first().satisfies(letter -> {
            assertThat(letter.webhookId()).isEqualTo("(unreadable)");
            assertThat(letter.bytes()).isEqualTo(garbage);
            assertThat(letter.event()).isEmpty();
            assertThat(letter.cause()).contains("at byte 1 of 3");
        });
    }

    private static long committed(Journal journal) {
        return journal.committedSequence();
    }

    @Test
    void the_operator_is_told_of_a_record_that_is_no_event() throws IOException {
        start();
        assertThat(reader.check()).isInstanceOf(Health.Healthy.class);
        append(new byte[] {1, 2, 3});

        await("it is told", () -> illness().contains("no events"));
        assertThat(illness()).contains("1", "sluice journal cat --dead");
        await(
                "it is counted",
                () -> reader.measures().stream()
                        .anyMatch(lane -> lane.webhookId().equals("(unreadable)") && lane.deadLetters() == 1));
    }

    @Test
    void after_a_restart_it_is_not_met_again() throws IOException {
        append(new byte[] {1, 2, 3});
        start();
        await("it is buried", () -> committed(dead) == 1);
        await("and that is settled", () -> reader.measures().getFirst().deadLetters() == 1);
        stop();
        ScriptedDestination orders = webhook("orders", ScriptedDestination.taking());
        append(event("orders", "later"));
        start();

        await("the next one is delivered", () -> orders.tried.size() == 1);
        assertThat(committed(dead)).isEqualTo(1);
        assertThat(reader.check()).isInstanceOf(Health.Healthy.class);
    }

    @Test
    void an_event_whose_end_is_wrong_takes_none_of_its_batch_along() throws IOException {
        CountDownLatch released = new CountDownLatch(1);
        ScriptedDestination orders = webhook("orders", new ScriptedDestination(1, _ -> {
            released.await();
            return ScriptedDestination.DELIVERED;
        }));
        byte[] whole = event("orders", "cut off");
        append(event("orders", "first"));
        start();
        await("the first is under way", () -> orders.mostUnderWay.get() == 1);
        append(event("orders", "second"));
        append(Arrays.copyOf(whole, whole.length - 1));
        append(event("orders", "third"));
        released.countDown();

        await("one is buried", () -> committed(dead) == 1);
        await("all others are delivered", () -> orders.tried.size() == 3);
        assertThat(orders.attempts()).containsOnly(1);
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.webhookId()).isEqualTo("orders");
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.event()).isEmpty();
            assertThat(letter.bytes()).hasSize(whole.length - 1);
        });
    }

    @Test
    void a_webhook_that_catches_up_passes_it_over() throws IOException {
        options = new DeliveryOptions(5, 20, 1_000, 2_000, 1_000, Duration.ofMillis(10));
        CountDownLatch released = new CountDownLatch(1);
        ScriptedDestination orders = webhook("orders", new ScriptedDestination(1, _ -> {
            released.await();
            return ScriptedDestination.DELIVERED;
        }));
        start();
        for (int i = 0; i < 40; i++) {
            append(event("orders", "event " + i));
            append(new byte[] {1, (byte) i});
        }
        await(
                "it is behind",
                () -> reader.measures().stream()
                        .anyMatch(lane -> lane.webhookId().equals("orders") && lane.behind()));
        released.countDown();

        await("all delivered", () -> orders.tried.size() == 40);
        await("all others buried", () -> committed(dead) == 40);
    }

    @Test
    void an_event_of_a_newer_version_is_waited_for_and_never_passed_over() throws IOException {
        ScriptedDestination orders = webhook("orders", ScriptedDestination.taking());
        append(event("orders", "before"));
        append(newer("orders"));
        append(event("orders", "after"));
        start();

        await("it is told", () -> illness().contains("newer version"));
        await("what stands before is delivered", () -> orders.tried.size() == 1);
        assertThat(illness()).contains("record 2", "format 2");
        assertThat(reader.unread()).isEqualTo(2);
        stop();
        assertThat(orders.bodies()).containsExactly("before");
        assertThat(committed(dead)).isZero();
        assertThat(DeliveryState.decode(cursor().read().orElseThrow()).position())
                .isEqualTo(1);
    }

    @Test
    void a_retry_that_a_newer_version_left_waits_for_it_too() throws IOException {
        webhook("orders", ScriptedDestination.taking());
        append(newer("orders"));
        DeliveryState left = new DeliveryState(
                journal.ref().id(),
                1,
                List.of(new DeliveryState.LaneState("orders", 1, List.of(new DeliveryState.Waiting(1, 1, 1, 0)))));
        cursor().write(left.encode());
        start();

        await("it is told", () -> illness().contains("newer version"));
        stop();
        assertThat(committed(dead)).isZero();
        assertThat(DeliveryState.decode(cursor().read().orElseThrow()).lanes())
                .singleElement()
                .satisfies(lane -> assertThat(lane.waiting()).hasSize(1));
    }

    @Test
    void while_the_dead_letters_take_no_records_only_the_unreadable_ones_wait() throws IOException {
        dead.close();
        ScriptedDestination orders = webhook("orders", ScriptedDestination.taking());
        append(new byte[] {1, 2, 3});
        append(event("orders", "event"));
        start();

        await("the other is delivered", () -> orders.tried.size() == 1);
        assertThat(reader.measures()).anySatisfy(lane -> {
            assertThat(lane.webhookId()).isEqualTo("(unreadable)");
            assertThat(lane.pending()).isEqualTo(1);
        });
    }
}
