package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The newest segment of a journal with any content. An even first byte: the rest is the file. An odd one: the rest is a recipe of
 * steps, which makes segments whose checksums are right and whose fields lie, as no mutation of bytes could find them.
 *
 * <p>Recovery ends in good order or with {@link JournalDamaged}; {@code sluice journal verify} comes to the same verdict; a second
 * recovery changes nothing; and what was readable before it is readable after it.
 */
public final class SegmentFuzz {
    private static final UUID JOURNAL = new UUID(1, 2);
    private static final Path FOLDER = Path.of("/journal");
    private static final Path SEGMENT = FOLDER.resolve(SegmentFormat.fileName(1));
    private static final int MOST_BYTES = 1 << 16;

    private SegmentFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        byte[] content = input.length > 0 && (input[0] & 1) == 1
                ? recipe(ByteBuffer.wrap(input, 1, input.length - 1))
                : Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        SimulatedDisk disk = disk(content);
        JournalFiles files = new JournalFiles(FOLDER, disk);
        List<byte[]> before = new ArrayList<>();
        SegmentReport report =
                files.walk(record -> before.add(Records.payload(record))).getFirst();
        Recovery.Recovered first;
        try {
            first = new Recovery(FOLDER, disk, Long.MAX_VALUE).run();
        } catch (JournalDamaged damaged) {
            check(report.finding() instanceof Finding.Damaged, "verify finds " + report + ", recovery " + damaged);
            check(damaged.getMessage().contains(" at byte "), "it does not say where: " + damaged);
            check(Arrays.equals(disk.snapshot().get(SEGMENT), content), "a damaged journal was changed");
            return;
        }
        check(!(report.finding() instanceof Finding.Damaged), "recovery passes what verify finds: " + report);
        List<byte[]> after = new ArrayList<>();
        List<SegmentReport> sound = files.walk(record -> after.add(Records.payload(record)));
        check(sound.stream().allMatch(each -> each.finding() instanceof Finding.Sound), "left unsound: " + sound);
        check(same(before, after), before.size() + " records before recovery, " + after.size() + " after");
        byte[] left = disk.snapshot().getOrDefault(SEGMENT, new byte[0]);
        Recovery.Recovered second = new Recovery(FOLDER, disk, Long.MAX_VALUE).run();
        check(second.segments().equals(first.segments()), first + " and then " + second);
        check(second.tornBytes() == 0, "cut again: " + second);
        check(
                Arrays.equals(disk.snapshot().getOrDefault(SEGMENT, new byte[0]), left),
                "a second recovery changed the file");
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = Arrays.equals(some.get(i), others.get(i));
        }
        return same;
    }

    private static SimulatedDisk disk(byte[] content) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(content.length));
        disk.createDirectories(FOLDER);
        try (DiskFile file = disk.create(SEGMENT)) {
            file.writeFully(ByteBuffer.wrap(content), 0);
            file.sync();
        }
        disk.syncDirectory(FOLDER);
        return disk;
    }

    /** Steps of an opcode and its operands; ends with the first that is not complete. */
    private static byte[] recipe(ByteBuffer steps) {
        ByteBuffer file = ByteBuffer.allocate(MOST_BYTES).put(SegmentFormat.head(JOURNAL, 1));
        Checksum checksum = new Checksum(JOURNAL);
        long sequence = 1;
        while (steps.remaining() >= 4 && file.remaining() > 1_024) {
            int step = steps.get() & 7;
            int one = steps.get();
            int two = steps.getShort();
            switch (step) {
                case 0 -> sequence = record(file, checksum, RecordType.EVENT, sequence, two & 0xFF, Math.abs(one));
                case 1 -> record(file, checksum, RecordType.PROBE, sequence + one, two & 0xFF, 0);
                case 2 -> sequence = record(file, checksum, RecordType.EVENT, sequence, one & 0xFF, two);
                case 3 -> file.put(new byte[two & 0xFF]);
                case 4 -> file.put(file.position() - 1 - Math.floorMod(two, file.position()), (byte) one);
                case 5 -> file.position(file.position() - Math.floorMod(two, file.position()) / (1 + (one & 0xF)));
                case 6 ->
                    file.put(SegmentFormat.closingMark(
                            new SegmentFormat.Mark(sequence - 1 + one, 1, file.position() + two), JOURNAL));
                default -> file.putShort((short) two).put((byte) one);
            }
        }
        return Arrays.copyOf(file.array(), file.position());
    }

    private static long record(
            ByteBuffer file, Checksum checksum, RecordType type, long sequence, int length, int batchOffset) {
        int at = file.position();
        RecordFormat.begin(file, type, length);
        file.put(new byte[length]);
        RecordFormat.seal(file, checksum, at, sequence, 1, batchOffset);
        return sequence + 1;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
