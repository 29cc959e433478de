package io.sluice.bench.prove;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.JournalFiles;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.SegmentReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events in a stopped gateway's journal.
 *
 * @param events by id
 * @param findings what is not sound about it, in words
 */
record JournalContents(Map<EventId, Kept> events, List<String> findings) {

    /**
     * An event in a journal.
     *
     * @param records how many have its id
     */
    record Kept(String webhook, Digest body, long sequence, long records) {}

    /** Reads every record and checks every segment. */
    static JournalContents read(Path directory) throws IOException {
        Map<EventId, Kept> events = new HashMap<>();
        List<SegmentReport> reports = new JournalFiles(directory, new FileDisk()).walk(record -> {
            add(events, record);
            return true;
        });
        return new JournalContents(
                events,
                reports.stream()
                        .filter(report -> !(report.finding() instanceof SegmentReport.Finding.Sound))
                        .map(report -> report.file().getFileName() + ": " + report.finding())
                        .toList());
    }

    private static void add(Map<EventId, Kept> events, JournalRecord record) {
        if (record.type() == RecordType.EVENT) {
            Event event = EventCodec.decode(record.payload());
            events.merge(
                    event.id(),
                    new Kept(event.webhookId(), Digest.of(event.body()), record.sequence(), 1),
                    (one, other) -> new Kept(one.webhook(), one.body(), one.sequence(), one.records() + 1));
        }
    }
}
