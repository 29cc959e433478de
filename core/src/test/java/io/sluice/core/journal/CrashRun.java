package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Some lives of one journal, decided by a seed: appends, deletion of what was passed, failing calls, and deaths of the process or of
 * the power in the middle of any call, also while it is being opened or closed. After every step the journal is compared with a model.
 */
final class CrashRun {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final int[] SIZES = {0, 1, 20, 100, 300, 1_000, 5_000};

    private final Random random;
    private final SimulatedDisk disk;
    private final JournalOptions options;
    private final JournalModel model = new JournalModel();
    private final AtomicLong looks = new AtomicLong();
    /** Whether the death that is armed is one of the process alone. */
    private volatile boolean kill;
    /** Whether what the life before wrote is still there as it was seen, safe or not. */
    private boolean pageCacheLives;

    CrashRun(long seed) {
        random = new Random(seed);
        disk = new SimulatedDisk(new Random(random.nextLong()));
        JournalOptions unbounded = JournalOptions.defaults("test")
                .withSegmentBytes(200 + random.nextInt(4_000))
                .withAppendTimeout(Duration.ofHours(1))
                .withSpareSegment(random.nextBoolean());
        options = random.nextInt(4) == 0 ? unbounded.withMaxBytes(8_000 + random.nextInt(20_000)) : unbounded;
    }

    void run() throws Exception {
        int lives = 1 + random.nextInt(6);
        for (int life = 0; life < lives; life++) {
            try (Journal journal = openThroughCrashes()) {
                model.compareAll(journal);
                live(journal);
                switch (random.nextInt(8)) {
                    case 0, 1 -> disk.cutPowerAfter(1 + random.nextInt(6)); // in the middle of closing
                    case 2 -> disk.cutPowerAfter(0);
                    case 3 -> disk.trouble(failing(disk.calls() + 1 + random.nextInt(6), 1));
                    default -> {}
                }
            }
            crash();
        }
        disk.restart();
        try (Journal journal = openThroughCrashes()) {
            model.compareAll(journal);
        }
        assertThat(new JournalFiles(FOLDER, disk).verify())
                .allMatch(report -> report.finding() instanceof SegmentReport.Finding.Sound);
    }

    /** After a closed journal has been left alone, or its process or the machine has died. */
    private void crash() {
        boolean dark = disk.dark();
        pageCacheLives = (dark && kill) || random.nextInt(3) == 0;
        if (!pageCacheLives) {
            disk.restart();
        } else if (dark || random.nextBoolean()) {
            disk.restartProcess();
        }
    }

    private Journal openThroughCrashes() throws IOException {
        while (true) {
            disk.keepPower(); // what was armed in the life before and did not come
            disk.trouble(SimulatedDisk.Trouble.NONE);
            kill = false;
            int fate = random.nextInt(4);
            if (fate == 0) {
                cutPowerWhileOpening();
            } else if (fate == 1) {
                disk.trouble(failing(disk.calls() + 1 + random.nextInt(40), 1));
            }
            try {
                Journal journal = QuickJournal.open(FOLDER, options, disk, InstantSource.system());
                disk.trouble(SimulatedDisk.Trouble.NONE);
                disk.keepPower();
                if (!disk.dark()) {
                    return journal;
                }
                journal.close();
            } catch (JournalDamaged never) {
                throw new AssertionError("a crash was taken for damage", never);
            } catch (IOException expected) {
                assertThat(fate).as("an open that fails: %s", expected).isLessThan(2);
            }
            disk.trouble(SimulatedDisk.Trouble.NONE);
            crash();
        }
    }

    /** When there is something to save that only the page cache has, a sync is the place to be cruel. */
    private void cutPowerWhileOpening() {
        if (pageCacheLives || random.nextBoolean()) {
            disk.cutPowerAt(Call.SYNC, 1 + random.nextInt(3));
        } else {
            disk.cutPowerAfter(1 + random.nextInt(40));
        }
    }

    private void live(Journal journal) throws IOException {
        JournalReader follower = journal.read(1);
        AtomicLong pinned = new AtomicLong(model.passed());
        boolean passing = random.nextInt(3) == 0;
        if (passing) {
            journal.pin("test", () -> {
                looks.incrementAndGet();
                return pinned.get();
            });
        }
        for (int steps = random.nextInt(8); steps > 0 && !disk.dark(); steps--) {
            switch (random.nextInt(10)) {
                case 0 -> disk.cutPowerAfter(1 + random.nextInt(8));
                case 1 -> disk.trouble(failing(disk.calls() + 1 + random.nextInt(6), 1 + random.nextInt(3)));
                case 2 -> failSyncAndKill();
                case 3 -> failSyncs(2 + random.nextInt(3));
                default -> {}
            }
            if (passing && random.nextInt(3) == 0) {
                passSome(journal, pinned);
            } else {
                appendSome(journal, follower);
            }
            Conditions.await("health", () -> disk.dark() || journal.state() instanceof JournalState.Healthy);
            disk.trouble(SimulatedDisk.Trouble.NONE);
            if (!disk.dark()) {
                model.healthy();
                follow(follower);
            }
        }
    }

    /**
     * The next sync fails, and the process is killed before it has mended that. The next life sees in the page cache what is not on the
     * disk and what no sync brings there, because the system takes it for written; it shows when the power is cut later.
     */
    private void failSyncAndKill() {
        int ahead = 1 + random.nextInt(6);
        AtomicBoolean failed = new AtomicBoolean();
        disk.trouble((_, call) -> {
            if (call != Call.SYNC || failed.getAndSet(true)) {
                return "";
            }
            kill = true;
            disk.cutPowerAfter(ahead);
            return "Input/output error";
        });
    }

    /** Several syncs in a row fail, so that what mends the first failure meets the next. */
    private void failSyncs(int times) {
        AtomicInteger left = new AtomicInteger(times);
        disk.trouble((_, call) -> call == Call.SYNC && left.getAndDecrement() > 0 ? "Input/output error" : "");
    }

    /** Lets the reader pass some records, and waits until what may be deleted is. */
    private void passSome(Journal journal, AtomicLong pinned) {
        model.passed(random.nextInt(model.last() + 1));
        pinned.set(model.passed());
        long[] before = new long[3];
        Conditions.await("deletion", () -> {
            long[] now = {looks.get(), journal.firstSequence(), disk.calls()};
            boolean looked = now[0] > before[0] + 1 && now[1] == before[1] && now[2] == before[2];
            boolean moved = now[1] != before[1] || now[2] != before[2];
            if (moved) {
                System.arraycopy(now, 0, before, 0, 3);
            }
            return disk.dark() || looked || journal.measures().segments() <= 2;
        });
    }

    /** The first append is held up on its way to the disk, so that the others make a group of their own behind it. */
    private void appendSome(Journal journal, JournalReader follower) throws IOException {
        Answers answers = new Answers();
        disk.gate().shut(Call.WRITE);
        Answers.Answer first = answers.append(journal, payload());
        List<Answers.Answer> taken = new ArrayList<>();
        if (!first.isGiven()) {
            taken.add(first);
            awaitArrivalOrAnswer(first);
            for (int more = random.nextInt(6); more > 0; more--) {
                Answers.Answer next = answers.append(journal, payload());
                if (!next.isGiven()) { // else it was refused at once, because there is no room or the disk has failed
                    taken.add(next);
                }
            }
            if (random.nextInt(4) == 0) {
                disk.gate().shut(Call.SYNC);
                awaitArrivalOrAnswer(first);
                assertHiddenUntilSafe(journal, follower, first);
            }
        }
        disk.gate().open();
        note(taken);
    }

    /** While the sync is under way nobody hears of the record and nobody reads it. */
    private void assertHiddenUntilSafe(Journal journal, JournalReader follower, Answers.Answer first)
            throws IOException {
        if (!first.isGiven()) {
            assertThat(journal.committedSequence()).isEqualTo(model.last());
            if (follower.nextSequence() > model.last()) {
                assertThat(follower.next()).isEmpty();
            }
        }
    }

    /**
     * The first made a group of its own, the others the next one, which is not begun when the first has failed. Not so when the write that
     * was held up may have been one that fills a spare segment: then all of them may be one group.
     */
    private void note(List<Answers.Answer> taken) {
        List<byte[]> beingWritten = new ArrayList<>();
        for (Answers.Answer answer : taken) {
            if (answer.isCommitted()) {
                assertThat(beingWritten).as("refused before a committed one").isEmpty();
                model.acknowledged(answer);
            } else {
                assertThat(answer.refusal()).isIn(Refusal.FAILED, Refusal.FULL);
                beingWritten.add(answer.payload());
            }
        }
        boolean firstFailed = beingWritten.size() == taken.size() && !options.spareSegment();
        model.doubtful(firstFailed ? beingWritten.subList(0, Math.min(1, taken.size())) : beingWritten);
    }

    private void awaitArrivalOrAnswer(Answers.Answer first) {
        Conditions.await("a write", () -> disk.gate().occupied() || first.isGiven());
    }

    private SimulatedDisk.Trouble failing(long from, int times) {
        String message = random.nextInt(3) == 0 ? "No space left on device" : "Input/output error";
        return (number, call) -> number >= from && number < from + times ? message : "";
    }

    private byte[] payload() {
        byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What the follower has not seen yet must be the rest of the model. */
    private void follow(JournalReader follower) {
        try {
            long from = Math.max(follower.nextSequence(), model.passed() + 1);
            List<JournalRecord> read = Records.drain(follower);
            model.compare(
                    read.stream().filter(record -> record.sequence() >= from).toList(), from);
        } catch (IOException unreadable) {
            assertThat(disk.dark()).as("reading failed: %s", unreadable).isTrue();
        }
    }
}
