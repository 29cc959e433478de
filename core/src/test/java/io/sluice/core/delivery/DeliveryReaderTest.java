package io.sluice.core.delivery;

import static io.sluice.core.delivery.ScriptedDestination.DELIVERED;
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
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.LostRecords;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.DeliveryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the journal to the destinations: at least once, whatever dies in between. */
class DeliveryReaderTest {
    private static final RetryPolicy SOON = new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(1), 1.0);
    private static final Duration GRACE = Duration.ofSeconds(5);

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
        journal = journal("journal");
        dead = journal("dead");
    }

    @AfterEach
    void close() {
        stop();
        journal.close();
        dead.close();
    }

    private Journal journal(String name) throws IOException {
        return Journal.open(folder.resolve(name), JournalOptions.defaults("test"), disk, InstantSource.system());
    }

    private Path cursor() {
        return folder.resolve("delivery");
    }

    private void start() throws IOException {
        reader = opened();
        reader.start();
    }

    private DeliveryReader opened() throws IOException {
        return DeliveryReader.open(
                journal,
                new DeadLetters(dead),
                new StateFile(cursor(), disk),
                webhooks,
                options,
                InstantSource.system(),
                new Random(1));
    }

    private void stop() {
        if (reader != null) {
            reader.close(GRACE);
            reader = null;
        }
    }

    private ScriptedDestination webhook(String id, RetryPolicy retry, ScriptedDestination destination) {
        webhooks.add(new Webhook(
                id,
                Webhook.DataType.BLOB,
                "scripted",
                destination,
                Admission.OPEN,
                retry,
                new CredentialCleanup(false, CredentialCleanup.Mode.MASK, List.of())));
        return destination;
    }

    private void append(String webhookId, String body) {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        Event event =
                new Event(new EventId(1, body.hashCode()), webhookId, "", 1, "", "", List.of(), body.getBytes(UTF_8));
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
        committed.join();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(n -> "event " + n).toList();
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

    private LaneMeasures measures(String webhookId) {
        return reader.measures().stream()
                .filter(lane -> lane.webhookId().equals(webhookId))
                .findFirst()
                .orElse(new LaneMeasures(webhookId, 0, 0, 0, 0, 0, Duration.ZERO, false));
    }

    @Test
    void each_event_goes_to_the_destination_of_its_webhook() throws IOException {
        ScriptedDestination orders = webhook("orders", SOON, ScriptedDestination.taking());
        ScriptedDestination users = webhook("users", SOON, ScriptedDestination.taking());
        numbered(50).forEach(body -> append("orders", body));
        start();
        append("users", "late");

        await("all delivered", () -> orders.tried.size() == 50 && users.tried.size() == 1);
        assertThat(orders.bodies()).containsExactlyInAnyOrderElementsOf(numbered(50));
        assertThat(users.bodies()).containsExactly("late");
    }

    @Test
    void a_delivery_that_failed_is_tried_again_until_it_succeeds() throws IOException {
        ScriptedDestination orders = webhook(
                "orders",
                SOON,
                new ScriptedDestination(
                        1,
                        delivery -> delivery.attempt() < 4
                                ? new DeliveryResult.Retry(Optional.empty(), "not yet")
                                : DELIVERED));
        append("orders", "event");
        start();

        await("delivered", () -> measures("orders").delivered() == 1);
        assertThat(orders.attempts()).containsExactly(1, 2, 3, 4);
        assertThat(measures("orders").retries()).isEqualTo(3);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void after_the_last_try_the_event_is_a_dead_letter_that_says_why() throws IOException {
        webhook(
                "orders",
                SOON,
                new ScriptedDestination(1, _ -> new DeliveryResult.Retry(Optional.empty(), "answered 500")));
        append("orders", "event");
        start();

        await("given up", () -> measures("orders").deadLetters() == 1);
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.webhookId()).isEqualTo("orders");
            assertThat(letter.cause()).isEqualTo("answered 500");
            assertThat(letter.attempts()).isEqualTo(5);
            assertThat(letter.sequence()).isEqualTo(1);
            assertThat(letter.event().orElseThrow().body()).isEqualTo("event".getBytes(UTF_8));
        });
    }

    @Test
    void an_event_that_will_never_be_taken_is_a_dead_letter_at_once() throws IOException {
        ScriptedDestination orders =
                webhook("orders", SOON, new ScriptedDestination(1, _ -> new DeliveryResult.Refused("answered 422")));
        append("orders", "event");
        start();

        await("given up", () -> measures("orders").deadLetters() == 1);
        assertThat(orders.attempts()).containsExactly(1);
    }

    @Test
    void a_destination_that_hangs_slows_no_other() throws IOException {
        CountDownLatch released = new CountDownLatch(1);
        webhook("hanging", SOON, new ScriptedDestination(2, _ -> {
            released.await();
            return DELIVERED;
        }));
        ScriptedDestination orders = webhook("orders", SOON, ScriptedDestination.taking());
        start();
        for (String body : numbered(200)) {
            append("hanging", body);
            append("orders", body);
        }

        await("the other has all", () -> measures("orders").delivered() == 200);
        assertThat(orders.bodies()).containsExactlyInAnyOrderElementsOf(numbered(200));
        released.countDown();
        await("the first has all", () -> measures("hanging").delivered() == 200);
    }

    @Test
    void no_more_deliveries_are_under_way_than_the_destination_wants() throws IOException {
        ScriptedDestination orders = webhook("orders", SOON, new ScriptedDestination(3, _ -> {
            LockSupport.parkNanos(100_000);
            return DELIVERED;
        }));
        numbered(300).forEach(body -> append("orders", body));
        start();

        await("all delivered", () -> measures("orders").delivered() == 300);
        assertThat(orders.mostUnderWay.get()).isBetween(1, 3);
    }

    @Test
    void what_a_destination_throws_counts_as_a_failure_that_may_pass() throws IOException {
        ScriptedDestination orders = webhook("orders", SOON, new ScriptedDestination(1, delivery -> {
            if (delivery.attempt() == 1) {
                throw new IllegalStateException("a fault");
            }
            return DELIVERED;
        }));
        append("orders", "event");
        start();

        await("delivered", () -> measures("orders").delivered() == 1);
        assertThat(orders.attempts()).containsExactly(1, 2);
    }

    @Test
    void what_a_destination_throws_may_hold_secrets_and_is_told_by_kind_and_place_alone() throws IOException {
        webhook("orders", RetryPolicy.NONE, new ScriptedDestination(1, _ -> {
            throw new IllegalArgumentException("https://example.com/?key=hunter2");
        }));
        append("orders", "event");
        start();

        await("given up", () -> measures("orders").deadLetters() == 1);
        assertThat(deadLetters())
                .singleElement()
                .extracting(DeadLetter::cause)
                .asString()
                .contains("IllegalArgumentException", "DeliveryReaderTest")
                .doesNotContain("hunter2");
    }

    @Test
    void a_destination_that_asks_to_be_left_alone_is_left_alone() throws IOException {
        ScriptedDestination orders = webhook(
                "orders",
                SOON,
                new ScriptedDestination(
                        1,
                        delivery -> new String(delivery.event().body(), UTF_8).equals("event 0")
                                ? new DeliveryResult.Retry(Optional.of(Duration.ofHours(1)), "busy")
                                : DELIVERED));
        numbered(20).forEach(body -> append("orders", body));
        start();

        await("the others are delivered", () -> measures("orders").delivered() == 19);
        assertThat(measures("orders").pending()).isEqualTo(1);
        assertThat(orders.tried).hasSize(20);
    }

    @Test
    void what_was_delivered_is_not_delivered_again_after_a_restart() throws IOException {
        ScriptedDestination orders = webhook("orders", SOON, ScriptedDestination.taking());
        numbered(30).forEach(body -> append("orders", body));
        start();
        await("all delivered", () -> measures("orders").delivered() == 30);
        stop();
        append("orders", "new");
        start();

        await("the new one is delivered", () -> orders.bodies().contains("new"));
        assertThat(orders.bodies()).hasSize(31).doesNotHaveDuplicates();
    }

    @Test
    void retries_go_on_after_a_restart_where_they_were() throws IOException {
        ScriptedDestination orders = webhook(
                "orders",
                SOON,
                new ScriptedDestination(
                        1,
                        delivery -> new DeliveryResult.Retry(
                                delivery.attempt() == 2 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty(),
                                "not yet")));
        append("orders", "event");
        start();
        await("tried twice", () -> orders.tried.size() == 2);
        stop();
        start();

        await("given up", () -> measures("orders").deadLetters() == 1);
        assertThat(orders.attempts()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void when_the_cursor_is_lost_everything_is_delivered_again_and_nothing_is_left_out() throws IOException {
        ScriptedDestination orders = webhook("orders", SOON, ScriptedDestination.taking());
        numbered(30).forEach(body -> append("orders", body));
        start();
        await("all delivered", () -> measures("orders").delivered() == 30);
        stop();
        Files.deleteIfExists(cursor());
        start();

        await("all delivered again", () -> orders.tried.size() == 60);
        assertThat(orders.bodies()).containsAll(numbered(30));
    }

    @Test
    void a_webhook_far_behind_catches_up_from_the_journal_within_its_bounds() throws IOException {
        options = new DeliveryOptions(10, 20, 1_000, 2_000, 1_000, Duration.ofMillis(10));
        CountDownLatch released = new CountDownLatch(1);
        ScriptedDestination orders = webhook("orders", SOON, new ScriptedDestination(1, _ -> {
            released.await();
            return DELIVERED;
        }));
        start();
        numbered(500).forEach(body -> append("orders", body));
        await("it is behind", () -> measures("orders").behind());
        assertThat(measures("orders").pending()).isLessThanOrEqualTo(10);
        released.countDown();

        await("all delivered", () -> measures("orders").delivered() == 500);
        assertThat(orders.bodies()).containsExactlyInAnyOrderElementsOf(numbered(500));
    }

    @Test
    void an_event_of_a_webhook_that_is_not_configured_any_more_is_a_dead_letter() throws IOException {
        append("gone", "event");
        start();

        await("given up", () -> measures("gone").deadLetters() == 1);
        assertThat(deadLetters())
                .singleElement()
                .extracting(DeadLetter::webhookId)
                .isEqualTo("gone");
    }

    @Test
    void what_a_repair_found_lost_is_passed_over_and_the_rest_is_delivered() throws IOException {
        ScriptedDestination orders = webhook("orders", SOON, ScriptedDestination.taking());
        numbered(10).forEach(body -> append("orders", body));
        journal.close();
        LostRecords.lose(folder.resolve("journal"), 4, 6);
        journal = journal("journal");
        start();

        await("all delivered", () -> measures("orders").delivered() == 7);
        assertThat(orders.bodies())
                .containsExactlyInAnyOrder("event 0", "event 1", "event 2", "event 6", "event 7", "event 8", "event 9");
        await("nothing is left to read", () -> reader.unread() == 0);
    }

    @Test
    void events_that_waited_for_another_try_and_are_lost_do_not_hold_up_the_others() throws IOException {
        webhook(
                "orders",
                new RetryPolicy(1_000, Duration.ofMillis(300), Duration.ofMillis(300), 1.0),
                new ScriptedDestination(1, _ -> new DeliveryResult.Retry(Optional.empty(), "not yet")));
        numbered(6).forEach(body -> append("orders", body));
        start();
        await("tried", () -> measures("orders").retries() >= 6);
        stop();
        journal.close();
        LostRecords.lose(folder.resolve("journal"), 2, 4);
        journal = journal("journal");
        webhooks.clear();
        ScriptedDestination orders = webhook("orders", SOON, ScriptedDestination.taking());
        start();

        await("the others are delivered", () -> measures("orders").delivered() == 3);
        assertThat(orders.bodies()).containsExactlyInAnyOrder("event 0", "event 4", "event 5");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void events_that_are_not_read_yet_count_as_undelivered() throws Exception {
        webhook("orders", SOON, ScriptedDestination.taking());
        append("orders", "early");
        reader = opened();

        await("an age", () -> reader.unreadAge().compareTo(Duration.ofMillis(20)) > 0);
        assertThat(reader.unread()).isEqualTo(1);
        assertThat(reader.oldestAge()).isGreaterThanOrEqualTo(Duration.ofMillis(20));

        reader.start();
        await("delivered", () -> measures("orders").delivered() == 1);
        await("read", () -> reader.unread() == 0);
        assertThat(reader.unreadAge()).isZero();
        assertThat(reader.oldestAge()).isZero();
    }

    @Test
    void the_oldest_event_may_be_one_that_waits_for_its_retry() throws Exception {
        RetryPolicy late = new RetryPolicy(5, Duration.ofHours(1), Duration.ofHours(1), 1.0);
        webhook("orders", late, new ScriptedDestination(1, _ -> new DeliveryResult.Retry(Optional.empty(), "busy")));
        webhook("users", SOON, ScriptedDestination.taking());
        start();
        append("orders", "waits");
        append("users", "goes");
        await(
                "tried",
                () -> measures("orders").retries() == 1 && measures("users").delivered() == 1);

        await("an age", () -> reader.oldestAge().compareTo(Duration.ofMillis(20)) > 0);
        assertThat(measures("orders").oldestAge()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(measures("users").oldestAge()).isZero();
    }
}
