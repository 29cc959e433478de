package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** A closed journal of several small segments, hurt in random places, and what of it no place has touched. */
final class DamagedJournal {
    static final Path FOLDER = Path.of("/data/journal");
    private static final int[] SIZES = {0, 1, 8, 40, 100, 300, 700};

    /** A record and where it stood. */
    record Written(Path file, int from, int to, JournalRecord record) {}

    private final Random random;
    private final UUID id;
    private final Map<Path, byte[]> sound = new TreeMap<>();
    private final Map<Path, byte[]> hurt;
    private final List<Written> written = new ArrayList<>();
    private final int first;

    /** Everything follows from the random numbers, so that a seed that finds a defect finds it again. */
    DamagedJournal(Random random) {
        this.random = random;
        this.id = new UUID(random.nextLong(), random.nextLong());
        this.first = 1 + random.nextInt(300);
        int next = first;
        for (int segments = 1 + random.nextInt(6); segments > 0; segments--) {
            next = write(next);
        }
        hurt = new TreeMap<>(sound);
    }

    /** A closed segment with some group commits; says which sequence follows. */
    private int write(int begin) {
        Path file = FOLDER.resolve(SegmentFormat.fileName(begin));
        ByteBuffer bytes = ByteBuffer.allocate(40_000).put(SegmentFormat.head(id, begin));
        int next = begin;
        for (int groups = 1 + random.nextInt(5); groups > 0; groups--) {
            int size = 1 + random.nextInt(3);
            for (int place = 0; place < size; place++) {
                int at = bytes.position();
                byte[] payload = payload();
                RecordFormat.begin(bytes, RecordType.EVENT, payload.length);
                bytes.put(payload);
                RecordFormat.seal(bytes, new Checksum(id), at, next, 1_000_000L + next, place);
                written.add(new Written(file, at, bytes.position(), RecordFormat.read(bytes.duplicate(), at)));
                next++;
            }
        }
        bytes.put(SegmentFormat.closingMark(
                new SegmentFormat.Mark(next - 1, 1_000_000L + next - 1, bytes.position()), id));
        sound.put(file, Arrays.copyOf(bytes.array(), bytes.position()));
        return next;
    }

    static Journal open(SimulatedDisk disk) throws IOException {
        return QuickJournal.open(
                FOLDER, JournalOptions.defaults("test").withSegmentBytes(900), disk, InstantSource.system());
    }

    private byte[] payload() {
        byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
        random.nextBytes(bytes);
        return bytes;
    }

    UUID id() {
        return id;
    }

    List<Written> written() {
        return written;
    }

    /** The segments as they were damaged. */
    Map<Path, byte[]> hurt() {
        return hurt;
    }

    void hurtSomewhere() {
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            List<Path> files = List.copyOf(hurt.keySet());
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = hurt.get(file).clone();
            if (bytes.length == 0) {
                continue;
            }
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0, 1 -> bytes[at] ^= (byte) (1 + random.nextInt(255));
                case 2 -> Arrays.fill(bytes, at, at + random.nextInt(bytes.length - at) + 1, (byte) 0);
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = Arrays.copyOf(bytes, Math.max(0, bytes.length - SegmentFormat.CLOSING_MARK));
                default -> {
                    if (hurt.size() > 1 && !file.equals(files.getLast())) {
                        hurt.remove(file);
                        continue;
                    }
                }
            }
            hurt.put(file, bytes);
        }
    }

    /** Every record of which each byte is as it was and that a start does not take for the end of an unfinished write. */
    List<JournalRecord> untouched() {
        List<JournalRecord> records = new ArrayList<>();
        List<Path> files = List.copyOf(sound.keySet());
        boolean mayBeNewest = true;
        for (Path file : files.reversed()) {
            List<Written> here =
                    written.stream().filter(each -> each.file().equals(file)).toList();
            int markAt = sound.get(file).length - SegmentFormat.CLOSING_MARK;
            boolean markTouched = isTouched(file, markAt, sound.get(file).length);
            boolean touchedBefore = false;
            for (Written each : here) {
                boolean touched = isTouched(file, each.from(), each.to());
                touchedBefore |= touched;
                if (!touched && !(mayBeNewest && markTouched && touchedBefore)) {
                    records.add(each.record());
                }
            }
            boolean mayLookUnused = isTouched(file, 0, here.getFirst().to());
            mayBeNewest &= mayLookUnused;
        }
        return records;
    }

    private boolean isTouched(Path file, int from, int to) {
        byte[] now = hurt.getOrDefault(file, new byte[0]);
        return now.length < to || !Arrays.equals(sound.get(file), from, to, now, from, to);
    }

    /** What a repaired journal holds: every untouched record, nothing that never was in it, and every other sequence as a gap. */
    void assertHeldBy(SimulatedDisk disk) throws IOException {
        try (Journal journal = open(disk)) {
            List<JournalRecord> found = Records.of(journal, 1);
            assertThat(found.stream().filter(record -> record.type() != RecordType.GAP))
                    .usingElementComparator(DamagedJournal::compare)
                    .containsAll(untouched())
                    .isSubsetOf(written.stream().map(Written::record).toList());
            long next = journal.firstSequence();
            for (JournalRecord record : found) {
                long first = record.type() == RecordType.GAP ? Gap.of(record).first() : record.sequence();
                assertThat(first).isEqualTo(next);
                next = record.sequence() + 1;
            }
            assertThat(next - 1).isEqualTo(journal.committedSequence());
            assertThat(new Answers().append(journal, new byte[5]).sequence()).isEqualTo(next);
        }
    }

    private static int compare(JournalRecord one, JournalRecord other) {
        boolean same = one.sequence() == other.sequence()
                && one.timeMicros() == other.timeMicros()
                && one.type() == other.type()
                && one.payload().equals(other.payload());
        return same ? 0 : 1;
    }
}
