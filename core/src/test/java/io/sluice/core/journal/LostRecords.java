package io.sluice.core.journal;

import io.sluice.core.disk.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Damages records of a closed journal of one segment and repairs it, so that gaps are where they were. */
public final class LostRecords {

    private LostRecords() {}

    public static void lose(Path directory, long first, long last) throws IOException {
        List<Path> segments = new ArrayList<>();
        long offset = SegmentFormat.HEAD;
        for (SegmentReport report : new JournalFiles(directory, new FileDisk()).verify()) {
            segments.add(report.file());
        }
        try (FileChannel file =
                FileChannel.open(segments.getFirst(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer head = ByteBuffer.allocate(RecordFormat.HEADER);
            for (long sequence = 0; sequence < last; offset += RecordFormat.HEADER + head.getInt(0)) {
                file.read(head.clear(), offset);
                sequence = RecordFormat.sequence(head, 0);
                if (sequence >= first) {
                    file.write(ByteBuffer.allocate(1).put(0, (byte) 0x7F), offset + 24); // no such type
                }
            }
        }
        try (JournalRepair repair = JournalRepair.open(directory, new FileDisk(), InstantSource.system())) {
            var _ = repair.run(List.of(), RepairProgress.NONE).orElseThrow();
        }
    }
}
