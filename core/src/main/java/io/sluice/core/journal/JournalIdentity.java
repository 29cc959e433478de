package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds out which journal a folder of segments is, although some of them may be damaged or another's. */
final class JournalIdentity {
    private final Disk disk;
    private final List<Path> files;

    /** @param files the segments */
    JournalIdentity(Disk disk, List<Path> files) {
        this.disk = disk;
        this.files = files;
    }

    /** What most of the sound heads say; of two that are equally many, what the newer segments say. */
    Optional<UUID> ofHeads() throws IOException {
        Map<UUID, Integer> votes = new HashMap<>();
        Optional<UUID> most = Optional.empty();
        for (Path path : files) {
            Optional<UUID> here = head(path).map(SegmentFormat.Head::journal);
            if (here.isPresent()) {
                int count = votes.merge(here.get(), 1, Integer::sum);
                most = count >= most.map(votes::get).orElse(0) ? here : most;
            }
        }
        return most;
    }

    /**
     * What a head says that is itself unsound, or else one of the ids that are known from elsewhere. The records say whether it is true:
     * their checksums have the id in them. When no record is left, a single one that is known is taken.
     */
    Optional<UUID> ofRecords(List<UUID> known) throws IOException {
        for (Path path : files) {
            try (DiskFile file = disk.openForReading(path)) {
                List<UUID> candidates = new ArrayList<>(known);
                inUnsoundHead(file).ifPresent(candidates::addFirst);
                for (UUID candidate : candidates) {
                    if (SegmentSalvage.holdsRecords(file, candidate, SegmentFormat.firstSequence(path))) {
                        return Optional.of(candidate);
                    }
                }
            }
        }
        // No record is left that could say it: then there is none that could be taken for another journal's.
        return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
    }

    private Optional<SegmentFormat.Head> head(Path path) throws IOException {
        try (DiskFile file = disk.openForReading(path)) {
            return SegmentFormat.readHead(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> inUnsoundHead(DiskFile file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(SegmentFormat.HEAD);
        return file.readFully(head, 0) < SegmentFormat.HEAD
                ? Optional.empty()
                : Optional.of(new UUID(head.getLong(8), head.getLong(16)));
    }
}
