package io.sluice.core.delivery;

import static io.sluice.core.delivery.Fate.MOST_ATTEMPTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Admission;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.delivery.DeliveryLife.Setting;
import io.sluice.core.disk.Misfortune;
import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.JournalDamaged;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Some lives of a process that delivers, decided by a seed: events of every fate, dead letters that find no room, failing calls, steps
 * of the clock, and ends of the process or of the power in the middle of any call. In the last life nothing goes wrong; then every
 * event must be where its fate says.
 */
final class DeliveryCrashRun {
    private static final RetryPolicy RETRY =
            new RetryPolicy(MOST_ATTEMPTS, Duration.ofSeconds(1), Duration.ofMinutes(1), 2.0);
    private static final List<Fate> FATES = List.of(Fate.values());
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final JournalOptions UNBOUNDED =
            JournalOptions.defaults("test").withAppendTimeout(Duration.ofHours(1));

    private final Random random;
    private final SimulatedDisk disk;
    private final Misfortune misfortune;
    private final TurnedClock clock = new TurnedClock();
    private final DeliveryModel model = new DeliveryModel();
    private final Setting setting;
    private int events;

    DeliveryCrashRun(long seed) {
        random = new Random(seed);
        disk = new SimulatedDisk(new Random(random.nextLong()));
        misfortune = new Misfortune(disk, new Random(random.nextLong()));
        setting = new Setting(
                disk,
                clock,
                List.of(webhook("alone", 1), webhook("crowd", 4)),
                new DeliveryOptions(
                        1 + random.nextInt(12),
                        2 + random.nextInt(40),
                        20 + random.nextInt(400),
                        20 + random.nextInt(800),
                        random.nextInt(200),
                        random.nextInt(4) == 0 ? Duration.ofHours(1) : Duration.ofNanos(50_000)),
                UNBOUNDED.withSegmentBytes(200 + random.nextInt(3_000)).withReaders(Set.of("delivery")),
                new Random(random.nextLong()));
    }

    private Webhook webhook(String id, int concurrency) {
        return new Webhook(
                id,
                Webhook.DataType.BLOB,
                "scripted",
                new ScriptedDestination(concurrency, this::answer),
                Admission.OPEN,
                RETRY,
                CredentialCleanup.DEFAULT);
    }

    /** A process that has ended tells nobody anything: what its threads still do here is not heard. */
    private DeliveryResult answer(Delivery delivery) {
        if (disk.dark()) {
            return new DeliveryResult.Retry(Optional.of(Duration.ofHours(24)), "the process is dead");
        }
        DeliveryResult answer = Fate.of(delivery.event().body()).answer(delivery);
        model.tried(delivery);
        if (answer instanceof DeliveryResult.Delivered) {
            model.taken(delivery);
        }
        return answer;
    }

    void run() throws Exception {
        disk.createDirectories(DeliveryLife.CURSORS);
        int lives = random.nextInt(5);
        for (int life = 0; life < lives; life++) {
            try (DeliveryLife process = beginThroughCrashes()) {
                live(process);
                misfortune.armEnd();
            }
            misfortune.end();
            clock.restart(Duration.ofMinutes(random.nextInt(4) == 0 ? random.nextInt(-3_000, 3_000) : 0));
        }
        boolean untroubled = lives == 0;
        try (DeliveryLife last = DeliveryLife.begin(setting, UNBOUNDED, model)) {
            appendSome(last);
            settle(last);
            model.check(last.deadLetters(), untroubled);
        }
        nothingIsDoneAgain();
    }

    private void nothingIsDoneAgain() throws IOException {
        clock.restart(Duration.ZERO);
        int tries = model.tries();
        try (DeliveryLife again = DeliveryLife.begin(setting, UNBOUNDED, model)) {
            int letters = again.deadLetters().size();
            settle(again);
            letTimePass(3);
            assertThat(model.tries()).as("tries after all was settled").isEqualTo(tries);
            assertThat(again.deadLetters()).hasSize(letters);
        }
    }

    private DeliveryLife beginThroughCrashes() throws IOException {
        while (true) {
            boolean calm = random.nextInt(3) > 0;
            if (!calm) {
                misfortune.arm();
            }
            JournalOptions dead = random.nextInt(3) > 0
                    ? UNBOUNDED.withSegmentBytes(200 + random.nextInt(2_000))
                    : UNBOUNDED.withMaxBytes(300 + random.nextInt(3_000));
            try {
                DeliveryLife life = DeliveryLife.begin(setting, dead, model);
                misfortune.callOff();
                if (!disk.dark()) {
                    return life;
                }
                life.close();
            } catch (JournalDamaged never) {
                throw new AssertionError("a crash was taken for damage", never);
            } catch (IOException expected) {
                assertThat(calm).as("a start that fails: %s", expected).isFalse();
            }
            misfortune.end();
            clock.restart(Duration.ZERO);
        }
    }

    private void live(DeliveryLife process) {
        for (int steps = 1 + random.nextInt(4); steps > 0 && !disk.dark(); steps--) {
            misfortune.arm();
            appendSome(process);
            letTimePass(random.nextInt(12));
            misfortune.callOff();
            letTimePass(random.nextInt(6));
        }
    }

    private void appendSome(DeliveryLife process) {
        List<Event> sent = new ArrayList<>();
        List<CompletableFuture<OptionalLong>> answers = new ArrayList<>();
        for (int more = random.nextInt(10); more > 0; more--) {
            Event event = event();
            sent.add(event);
            answers.add(process.append(event));
        }
        for (int i = 0; i < sent.size(); i++) {
            Event event = sent.get(i);
            answers.get(i)
                    .orTimeout(LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS)
                    .join()
                    .ifPresent(sequence -> model.promised(sequence, event));
        }
    }

    private Event event() {
        Fate fate = FATES.get(random.nextInt(FATES.size()));
        String webhook = fate == Fate.ORPHANED ? "gone" : random.nextBoolean() ? "alone" : "crowd";
        events++;
        return new Event(new EventId(1, events), webhook, "", 1, "", "", List.of(), fate.body(events));
    }

    private void letTimePass(int alarms) {
        for (int i = 0; i < alarms; i++) {
            clock.turnToNextAlarm();
            LockSupport.parkNanos(30_000);
        }
    }

    private void settle(DeliveryLife process) {
        long begin = System.nanoTime();
        while (!process.settled()) {
            assertThat(System.nanoTime() - begin)
                    .as(
                            "nanoseconds until all is settled; now %s",
                            process.reader().measures())
                    .isLessThan(LONGEST_WAIT_NANOS);
            letTimePass(1);
        }
    }
}
