package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a repair leaves beside the journal: the files as they were, the parts that were not taken over, and what was done. Everything
 * is safe on disk before the journal is changed.
 */
final class RepairCopy {
    private static final String NOTE = "read-me.txt";

    private final Disk disk;
    private final JournalRepair.Done repair;
    private final RepairProgress progress;

    RepairCopy(Disk disk, JournalRepair.Done repair, RepairProgress progress) {
        this.disk = disk;
        this.repair = repair;
        this.progress = progress;
    }

    /** Makes both folders. */
    void make() throws IOException {
        disk.createDirectories(repair.copy());
        long done = 0;
        long total = repair.plan().bytesCopied();
        for (SegmentChange change : repair.plan().copied()) {
            progress.at("copying", done, total);
            try (DiskFile from = disk.openForReading(change.file())) {
                copy(
                        from,
                        0,
                        change.bytes(),
                        repair.copy().resolve(change.file().getFileName()));
            }
            done += change.bytes();
        }
        progress.at("copying", total, total);
        disk.syncDirectory(repair.copy());
        // Last, so that a copy with this note is known to be whole.
        write(note(), repair.copy().resolve(NOTE));
        disk.syncDirectory(repair.copy());
        setAside();
    }

    private void setAside() throws IOException {
        disk.createDirectories(repair.setAside());
        for (SegmentChange change : repair.plan().copied()) {
            try (DiskFile from = disk.openForReading(change.file())) {
                for (SetAside part : change.setAside()) {
                    copy(from, part.offset(), part.bytes(), repair.setAside().resolve(RepairReport.name(change, part)));
                }
            }
        }
        report("begun");
    }

    /** Writes down that the journal is repaired. */
    void finish() throws IOException {
        report("done");
    }

    private void report(String state) throws IOException {
        Path unfinished = repair.setAside().resolve("report.json.new");
        write(RepairReport.of(repair, state), unfinished);
        disk.rename(unfinished, repair.setAside().resolve("report.json"));
        disk.syncDirectory(repair.setAside());
    }

    private void copy(DiskFile from, long offset, long length, Path to) throws IOException {
        try (DiskFile file = disk.create(to)) {
            FileCopy.range(from, offset, length, file, 0);
            file.sync();
        }
    }

    private void write(byte[] content, Path to) throws IOException {
        try (DiskFile file = disk.create(to)) {
            file.writeFully(ByteBuffer.wrap(content), 0);
            file.sync();
        }
    }

    private byte[] note() {
        StringBuilder text = new StringBuilder("""
                These are segments of %s as they were before `sluice journal verify --repair` changed them.
                The copy is whole. What was not taken over, and a report, are in %s.

                To go back: stop the gateway, delete the files named here from %s, and copy the segments of this folder there.
                Events that came in after the repair would then be in the way: keep a copy of the folder first.

                """.formatted(
                repair.plan().directory(), repair.setAside(), repair.plan().directory()));
        for (SegmentChange change : repair.plan().changes()) {
            if (change.kind() != SegmentChange.Kind.REMOVE) {
                text.append(change.target().getFileName()).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
