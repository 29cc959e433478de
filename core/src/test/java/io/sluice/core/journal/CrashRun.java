package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Some lives of one journal, decided by a seed: appends, failing calls, power cuts in the middle of any call, also while it is being
 * opened. A list of payloads is the model. After every step the journal is compared with it.
 */
final class CrashRun {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final int[] SIZES = {0, 1, 20, 100, 300, 1_000, 5_000};

    private final Random random;
    private final SimulatedDisk disk;
    private final JournalOptions options;
    private final List<byte[]> model = new ArrayList<>();
    private final List<byte[]> inDoubt =
            new ArrayList<>(); // refused while it was being written: a crash may bring it back
    private JournalReader follower;

    CrashRun(long seed) {
        random = new Random(seed);
        disk = new SimulatedDisk(new Random(random.nextLong()));
        options = JournalOptions.defaults("test")
                .withSegmentBytes(200 + random.nextInt(4_000))
                .withAppendTimeout(Duration.ofHours(1));
    }

    void run() throws Exception {
        int lives = 1 + random.nextInt(6);
        for (int life = 0; life < lives; life++) {
            try (Journal journal = openThroughPowerCuts()) {
                compare(journal);
                try (JournalReader reader = journal.read(1)) {
                    follower = reader;
                    live(journal);
                }
                if (random.nextInt(4) == 0) {
                    disk.cutPowerAfter(1 + random.nextInt(6)); // in the middle of closing
                }
            }
            if (disk.dark() || random.nextInt(4) > 0) {
                disk.restart();
            }
        }
        disk.restart();
        try (Journal journal = openThroughPowerCuts()) {
            compare(journal);
        }
        assertThat(new JournalFiles(FOLDER, disk).verify())
                .allMatch(report -> report.finding() instanceof SegmentReport.Finding.Sound);
    }

    private Journal openThroughPowerCuts() throws IOException {
        while (true) {
            disk.cutPowerAfter(Long.MAX_VALUE); // what was armed in the life before and did not come
            disk.trouble(SimulatedDisk.Trouble.NONE);
            int fate = random.nextInt(4);
            if (fate == 0) {
                disk.cutPowerAfter(1 + random.nextInt(40));
            } else if (fate == 1) {
                disk.trouble(failing(1 + random.nextInt(40), 1));
            }
            try {
                Journal journal = QuickJournal.open(FOLDER, options, disk, InstantSource.system());
                disk.trouble(SimulatedDisk.Trouble.NONE);
                disk.cutPowerAfter(disk.dark() ? 0 : Long.MAX_VALUE);
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
            if (disk.dark() || random.nextBoolean()) {
                disk.restart();
            }
        }
    }

    private void live(Journal journal) {
        for (int steps = random.nextInt(8); steps > 0 && !disk.dark(); steps--) {
            switch (random.nextInt(8)) {
                case 0 -> disk.cutPowerAfter(1 + random.nextInt(8));
                case 1 -> disk.trouble(failing(disk.calls() + 1 + random.nextInt(6), 1 + random.nextInt(3)));
                default -> {}
            }
            appendSome(journal);
            if (!disk.dark()) {
                disk.trouble(SimulatedDisk.Trouble.NONE);
                awaitHealth(journal);
            }
            if (!disk.dark()) {
                inDoubt.clear(); // it is healthy again: what was refused can never come back
                follow();
            }
        }
    }

    /** The first append is held up on its way to the disk, so that the others make a group of their own behind it. */
    private void appendSome(Journal journal) {
        Answers answers = new Answers();
        disk.gate().shut(Call.WRITE);
        answers.append(journal, payload());
        if (answers.all().getFirst().isGiven()) {
            disk.gate().open();
        } else {
            awaitArrivalOrAnswer(answers);
            for (int more = random.nextInt(6); more > 0; more--) {
                answers.append(journal, payload());
            }
            disk.gate().open();
        }
        boolean broken = false;
        for (Answers.Answer answer : answers.all()) {
            if (answer.isCommitted()) {
                assertThat(broken)
                        .as("committed behind a refused one of the same row")
                        .isFalse();
                model.add(answer.payload());
                assertThat(answer.sequence()).isEqualTo(model.size());
            } else {
                broken = true;
                assertThat(answer.refusal()).isIn(Refusal.FAILED, Refusal.FULL);
                inDoubt.add(answer.payload());
            }
        }
    }

    private void awaitArrivalOrAnswer(Answers answers) {
        Conditions.await(
                "a write",
                () -> disk.gate().occupied() || answers.all().getFirst().isGiven());
    }

    private void awaitHealth(Journal journal) {
        Conditions.await("health", () -> disk.dark() || journal.state() instanceof JournalState.Healthy);
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
    private void follow() {
        int from = (int) follower.nextSequence() - 1;
        try {
            assertSame(Records.drain(follower), model.subList(from, model.size()), from);
        } catch (IOException unreadable) {
            assertThat(disk.dark()).as("reading failed: %s", unreadable).isTrue();
        }
    }

    /** Everything acknowledged is there in order; behind it only what was being written when it broke may stand. */
    private void compare(Journal journal) throws IOException {
        List<JournalRecord> records = Records.of(journal, 1);
        assertThat(records).hasSizeGreaterThanOrEqualTo(model.size());
        List<byte[]> back = Records.payloads(records.subList(model.size(), records.size()));
        assertThat(back.size()).as("records that nobody was told of").isLessThanOrEqualTo(inDoubt.size());
        model.addAll(inDoubt.subList(0, back.size()));
        inDoubt.clear();
        assertSame(records, model, 0);
        assertThat(journal.committedSequence()).isEqualTo(model.size());
        assertThat(journal.firstSequence()).isEqualTo(1);
        assertThat(journal.measures().segments()).isPositive();
    }

    private static void assertSame(List<JournalRecord> records, List<byte[]> expected, int before) {
        assertThat(records).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(records.get(i).sequence()).isEqualTo(before + i + 1L);
            assertThat(Arrays.equals(Records.payload(records.get(i)), expected.get(i)))
                    .as("payload of record %d", before + i + 1)
                    .isTrue();
        }
    }
}
