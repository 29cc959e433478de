package io.sluice.core.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.Misfortune;
import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.event.EventView;
import io.sluice.core.eventlog.ScriptedStore.Answer;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalDamaged;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.QuickJournal;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.store.RowDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Some lives of a process that fills the event log, decided by a seed: a store that refuses, or stores and does not say so, failing
 * calls to the disk, and ends of the process or of the power in the middle of any call. In the last life nothing goes wrong; then the
 * store must have every event once, in order.
 */
final class EventLogCrashRun {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final Path CURSOR = Path.of("/data/cursors/event-log");
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long MONTH_MICROS = TimeUnit.DAYS.toMicros(31);

    /** One life: a journal, and the reader that brings it to the store. */
    private record Life(Journal journal, EventLogReader reader) {}

    private final Random random;
    private final Random storeRandom;
    private final SimulatedDisk disk;
    private final Misfortune misfortune;
    private final ScriptedStore store = new ScriptedStore(this::answer);
    private final JournalOptions journalOptions;
    private final EventLogOptions options;
    private final Map<Long, ScriptedStore.Row> promised = new TreeMap<>();
    private volatile boolean storeIsWell;
    private int events;

    EventLogCrashRun(long seed) {
        random = new Random(seed);
        storeRandom = new Random(random.nextLong());
        disk = new SimulatedDisk(new Random(random.nextLong()));
        misfortune = new Misfortune(disk, new Random(random.nextLong()));
        journalOptions = JournalOptions.defaults("test")
                .withAppendTimeout(Duration.ofHours(1))
                .withSegmentBytes(200 + random.nextInt(3_000))
                .withReaders(Set.of("event-log"));
        options = new EventLogOptions(
                1 + random.nextInt(6),
                random.nextBoolean() ? 600 : 1 << 20,
                Duration.ofNanos(random.nextInt(300_000)),
                Duration.ofNanos(200_000));
    }

    /** What a dead process had sent may still arrive; it does not hear of it. */
    private Answer answer() {
        if (storeIsWell) {
            return Answer.STORED;
        }
        int choice = storeRandom.nextInt(8);
        if (disk.dark()) {
            return choice < 2 ? Answer.STORED_BUT_THE_ANSWER_LOST : Answer.REFUSED;
        }
        return choice == 0 ? Answer.REFUSED : choice < 3 ? Answer.STORED_BUT_THE_ANSWER_LOST : Answer.STORED;
    }

    void run() throws Exception {
        disk.createDirectories(CURSOR.getParent());
        for (int lives = random.nextInt(6); lives > 0; lives--) {
            Life process = beginThroughCrashes();
            live(process);
            misfortune.armEnd();
            end(process);
            misfortune.end();
        }
        storeIsWell = true;
        Life last = begin();
        appendSome(last);
        await(
                "the event log has all",
                () -> last.reader().measures().storedSequence()
                        == last.journal().committedSequence());
        end(last);
        assertThat(store.wrong()).isEmpty();
        assertThat(store.rows()).containsExactlyElementsOf(promised.values());
    }

    private Life beginThroughCrashes() throws IOException {
        while (true) {
            boolean calm = random.nextInt(3) > 0;
            if (!calm) {
                misfortune.arm();
            }
            try {
                Life life = begin();
                misfortune.callOff();
                if (!disk.dark()) {
                    return life;
                }
                end(life);
            } catch (JournalDamaged never) {
                throw new AssertionError("a crash was taken for damage", never);
            } catch (IOException expected) {
                assertThat(calm).as("a start that fails: %s", expected).isFalse();
            }
            misfortune.end();
        }
    }

    private Life begin() throws IOException {
        Journal journal = QuickJournal.open(FOLDER, journalOptions, disk, InstantSource.system());
        try {
            note(journal);
            return new Life(
                    journal,
                    EventLogReader.start(
                            journal,
                            new DeadLetters(journal), // never asked: every record is an event
                            new StateFile(CURSOR, disk),
                            store,
                            EventLogCrashRun::row,
                            options,
                            InstantSource.system()));
        } catch (IOException failed) {
            journal.close();
            throw failed;
        }
    }

    /** What was never answered may be in the journal; then it is as good as promised. */
    private void note(Journal journal) throws IOException {
        try (JournalReader reader = journal.read(1)) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().type() == RecordType.EVENT) {
                    promise(next.get().sequence(), EventCodec.decode(next.get().payload()));
                }
            }
        }
    }

    private void promise(long sequence, Event event) {
        ScriptedStore.Row row = new ScriptedStore.Row(sequence, event.webhookId(), new String(event.body(), UTF_8));
        assertThat(Optional.ofNullable(promised.put(sequence, row)).orElse(row)).isEqualTo(row);
    }

    private static void row(EventView event, long sequence, long commitMicros, RowDraft row) {
        row.begin(event, sequence, 0);
        row.payload(event.bytes(), event.bodyStart(), event.bodyEnd());
    }

    private void live(Life process) {
        for (int steps = 1 + random.nextInt(4); steps > 0 && !disk.dark(); steps--) {
            misfortune.arm();
            appendSome(process);
            letTimePass(random.nextInt(8));
            misfortune.callOff();
            letTimePass(random.nextInt(8));
        }
    }

    private static void letTimePass(int glances) {
        for (int i = 0; i < glances; i++) {
            LockSupport.parkNanos(50_000);
        }
    }

    private void appendSome(Life process) {
        List<Event> sent = new ArrayList<>();
        List<CompletableFuture<OptionalLong>> answers = new ArrayList<>();
        for (int more = random.nextInt(12); more > 0; more--) {
            Event event = event();
            sent.add(event);
            answers.add(append(process.journal(), event));
        }
        for (int i = 0; i < sent.size(); i++) {
            Event event = sent.get(i);
            answers.get(i)
                    .orTimeout(LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS)
                    .join()
                    .ifPresent(sequence -> promise(sequence, event));
        }
    }

    /** Months change now and then, because no batch may hold two. */
    private Event event() {
        events++;
        long received = events / 7 * MONTH_MICROS + random.nextInt(2) * MONTH_MICROS;
        return new Event(
                new EventId(1, events), "orders", "", received, "", "", List.of(), ("event " + events).getBytes(UTF_8));
    }

    /** Sometimes there is a record before it that is no event. */
    private CompletableFuture<OptionalLong> append(Journal journal, Event event) {
        if (random.nextInt(6) == 0) {
            journal.append(RecordType.PROBE, EventCodec.body(event), new Hearing(new CompletableFuture<>()));
        }
        Hearing hearing = new Hearing(new CompletableFuture<>());
        journal.append(RecordType.EVENT, EventCodec.body(event), hearing);
        return hearing.answer();
    }

    private record Hearing(CompletableFuture<OptionalLong> answer) implements AppendListener {

        @Override
        public void committed(long sequence, long timeMicros) {
            answer.complete(OptionalLong.of(sequence));
        }

        @Override
        public void refused(Refusal refusal) {
            answer.complete(OptionalLong.empty());
        }
    }

    /** Mostly it does not wait: to end in peace takes a glance of the collector, which is long for a test. */
    private void end(Life process) {
        boolean inPeace = random.nextInt(200) == 0 && !disk.dark();
        process.reader().close(inPeace ? Duration.ofMillis(400) : Duration.ZERO);
        process.journal().close();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - begin).as(what).isLessThan(LONGEST_WAIT_NANOS);
            LockSupport.parkNanos(50_000);
        }
    }
}
