package io.sluice.core.delivery;

import static io.sluice.core.delivery.Fate.MOST_ATTEMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Admission;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.delivery.DeliveryLife.Setting;
import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.JournalOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits, to the nanosecond, on a clock that stands still until the test turns it; and what a crash at a given place does. */
class DeliveryOnATurnedClockTest {
    private static final Duration NANO = Duration.ofNanos(1);
    private static final RetryPolicy RETRY =
            new RetryPolicy(MOST_ATTEMPTS, Duration.ofSeconds(1), Duration.ofSeconds(3), 2.0);
    private static final JournalOptions JOURNAL =
            JournalOptions.defaults("test").withAppendTimeout(Duration.ofHours(1));
    /** Saves when it is closed, and not before. */
    private static final DeliveryOptions SAVES_AT_THE_END =
            new DeliveryOptions(100, 200, 10_000, 20_000, 10_000, Duration.ofHours(1));

    private final SimulatedDisk disk = new SimulatedDisk(new Random(3));
    private final TurnedClock clock = new TurnedClock();
    private final DeliveryModel model = new DeliveryModel();
    private volatile Runnable onTry = () -> {};
    private final ScriptedDestination destination = new ScriptedDestination(2, delivery -> {
        onTry.run();
        return Fate.of(delivery.event().body()).answer(delivery);
    });

    @BeforeEach
    void make_a_folder_for_cursors() throws IOException {
        disk.createDirectories(DeliveryLife.CURSORS);
    }

    /** The longest wait that the jitter allows, each time. */
    private static final class NoLuck implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new AssertionError("only bounded numbers are asked for");
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    private DeliveryLife begin() throws IOException {
        Webhook orders = new Webhook(
                "orders",
                Webhook.DataType.BLOB,
                "scripted",
                destination,
                Admission.OPEN,
                RETRY,
                CredentialCleanup.DEFAULT);
        Setting setting = new Setting(disk, clock, List.of(orders), SAVES_AT_THE_END, JOURNAL, new NoLuck());
        return DeliveryLife.begin(setting, JOURNAL, model);
    }

    private static void append(DeliveryLife process, Fate fate) {
        Event event = new Event(new EventId(1, 1), "orders", "", 1, "", "", List.of(), fate.body(1));
        assertThat(process.append(event).orTimeout(20, TimeUnit.SECONDS).join()).isPresent();
    }

    private static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as(what).isLessThan(TimeUnit.SECONDS.toNanos(20));
            LockSupport.parkNanos(50_000);
        }
    }

    private void awaitTries(int tries) {
        await(tries + " tries", () -> destination.tried.size() == tries);
    }

    /** The next alarm comes after exactly that time. */
    private void awaitAlarm(Duration ahead) {
        await("an alarm", () -> clock.nextAlarm().isPresent());
        assertThat(clock.nextAlarm()).contains(ahead);
    }

    @Test
    void each_wait_may_be_twice_as_long_as_the_one_before_up_to_the_bound_and_then_it_is_a_dead_letter()
            throws IOException {
        try (DeliveryLife process = begin()) {
            append(process, Fate.HOPELESS);
            for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
                Duration limit = Duration.ofSeconds(List.of(1, 2, 3, 3).get(attempt - 1));
                awaitTries(attempt);
                awaitAlarm(limit);
                clock.turn(limit.minus(NANO));
                assertThat(clock.nextAlarm()).contains(NANO);
                assertThat(destination.tried).hasSize(attempt);
                clock.turn(NANO);
            }
            await("it is given up", process::settled);
            assertThat(destination.attempts()).containsExactly(1, 2, 3, 4, 5);
            assertThat(process.deadLetters()).hasSize(1);
            assertThat(clock.nextAlarm()).isEmpty();
        }
    }

    @Test
    void a_destination_that_asks_for_an_hour_gets_it_also_over_a_restart() throws IOException {
        try (DeliveryLife process = begin()) {
            append(process, Fate.LEFT_ALONE_FOR_AN_HOUR);
            awaitTries(1);
            awaitAlarm(Duration.ofSeconds(3_601)); // the jitter of a first retry on top
            clock.turn(Duration.ofMinutes(20));
        }
        clock.restart(Duration.ofMinutes(10)); // while the process was not there
        try (DeliveryLife process = begin()) {
            awaitAlarm(Duration.ofSeconds(3_601 - 30 * 60));
            clock.turn(Duration.ofMinutes(30));
            assertThat(destination.tried).hasSize(1);
            clock.turn(Duration.ofSeconds(1));
            await("it is delivered", process::settled);
        }
        assertThat(destination.attempts()).containsExactly(1, 2);
    }

    @Test
    void a_clock_that_was_set_back_by_years_holds_a_retry_up_for_eight_days_and_no_longer() throws IOException {
        try (DeliveryLife process = begin()) {
            append(process, Fate.LEFT_ALONE_FOR_AN_HOUR);
            awaitTries(1);
        }
        clock.restart(Duration.ofDays(-3_000));
        try (DeliveryLife process = begin()) {
            awaitAlarm(Duration.ofDays(8));
            clock.turn(Duration.ofDays(8));
            await("it is delivered", process::settled);
        }
    }

    @Test
    void what_was_delivered_when_the_power_was_cut_before_the_cursor_was_written_is_delivered_again()
            throws IOException {
        try (DeliveryLife process = begin()) {
            append(process, Fate.TAKEN);
            await("it is delivered", process::settled);
            disk.cutPowerAfter(0);
        }
        disk.restart();
        clock.restart(Duration.ZERO);
        try (DeliveryLife process = begin()) {
            awaitTries(2);
            await("it is delivered", process::settled);
        }
        clock.restart(Duration.ZERO);
        try (DeliveryLife process = begin()) {
            append(process, Fate.TAKEN);
            awaitTries(3);
            await("it is delivered", process::settled);
        }
        assertThat(destination.tried.stream().map(delivery -> delivery.sequence()))
                .containsExactly(1L, 1L, 2L);
    }

    @Test
    void what_was_buried_when_the_power_was_cut_before_the_cursor_was_written_is_still_among_the_dead_letters()
            throws IOException {
        try (DeliveryLife process = begin()) {
            append(process, Fate.REFUSED);
            await("it is given up", process::settled);
            disk.cutPowerAfter(0);
        }
        disk.restart();
        clock.restart(Duration.ZERO);
        try (DeliveryLife process = begin()) {
            assertThat(process.deadLetters()).isNotEmpty();
            await("it is given up again", process::settled);
        }
    }

    @Test
    void an_event_whose_dead_letter_finds_no_room_is_kept_and_only_that_is_tried_again_until_there_is_room()
            throws IOException {
        try (DeliveryLife process = begin()) {
            onTry = () -> disk.trouble((_, call) -> call == Call.WRITE ? "No space left on device" : "");
            append(process, Fate.REFUSED);
            for (int tries = 0; tries < 5; tries++) {
                awaitAlarm(Duration.ofSeconds(5));
                assertThat(process.settled()).isFalse();
                clock.turn(Duration.ofSeconds(5));
            }
            awaitAlarm(Duration.ofSeconds(5));
            disk.trouble(SimulatedDisk.Trouble.NONE);
            await("the dead letters have room", process::takesDeadLetters);
            clock.turn(Duration.ofSeconds(5));
            await("it is among the dead letters", process::settled);
            assertThat(process.deadLetters()).hasSize(1);
            assertThat(destination.attempts()).containsExactly(1);
        }
    }
}
