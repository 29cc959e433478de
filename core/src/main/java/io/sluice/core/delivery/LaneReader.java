package io.sluice.core.delivery;

import io.sluice.core.event.EventCodec;
import io.sluice.core.event.TextCache;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the journal for one webhook: what it missed while it was behind, and the events of retries. One thread at a time. */
final class LaneReader implements AutoCloseable {
    private static final int MOST_RECORDS = 8_192;
    private static final long MOST_BYTES = 1 << 20;

    /**
     * A stretch of the journal.
     *
     * @param events those of the webhook
     * @param lookedAt the last record of the stretch
     * @param timeMicros when that was written; 0 when the stretch is empty
     * @param atTail whether there is nothing committed behind it
     */
    record Stretch(List<Pending> events, long lookedAt, long timeMicros, boolean atTail) {}

    /**
     * What was read for retries.
     *
     * @param gone those that are not in the journal any more
     */
    record Reread(List<Found> found, List<Pending> gone) {

        /** An event and its content. */
        @SuppressWarnings("ArrayRecordComponent") // carries the array to its owner; never compared
        record Found(Pending event, byte[] payload) {}
    }

    private final String webhookId;
    private final Journal journal;
    private final TextCache texts = new TextCache();
    private Optional<JournalReader> open = Optional.empty();

    LaneReader(String webhookId, Journal journal) {
        this.webhookId = webhookId;
        this.journal = journal;
    }

    /**
     * Reads on behind a position.
     *
     * @param room how many events may be taken
     */
    Stretch readOn(long position, int room) throws IOException {
        JournalReader reader = at(position + 1);
        List<Pending> events = new ArrayList<>();
        long bytes = 0;
        long lookedAt = position;
        long timeMicros = 0;
        for (int records = 0; records < MOST_RECORDS && events.size() < room && bytes < MOST_BYTES; records++) {
            Optional<JournalRecord> next = reader.next();
            if (next.isEmpty()) {
                return new Stretch(events, lookedAt, timeMicros, true);
            }
            JournalRecord read = next.get();
            lookedAt = read.sequence();
            timeMicros = read.timeMicros();
            if (read.type() == RecordType.EVENT
                    && Unreadable.webhookOf(read, texts).equals(webhookId)) {
                byte[] payload = read.copyOfPayload();
                bytes += payload.length;
                events.add(Pending.arrived(read.sequence(), read.timeMicros(), Page.of(payload), 0, payload.length));
            }
        }
        return new Stretch(events, lookedAt, timeMicros, false);
    }

    /**
     * Reads events again, in rising sequence: the first one always, the others as far as they fit.
     *
     * @throws io.sluice.core.event.UnknownEventFormat if a later version of Sluice wrote one of them: it waits for that version
     */
    Reread readAgain(List<Pending> missing) throws IOException {
        List<Reread.Found> found = new ArrayList<>(missing.size());
        List<Pending> gone = new ArrayList<>(0);
        long bytes = 0;
        try (JournalReader reader = journal.read(missing.getFirst().sequence())) {
            for (Pending wanted : missing) {
                Optional<JournalRecord> record = Optional.empty();
                while (reader.nextSequence() <= wanted.sequence()) {
                    record = reader.next();
                    if (record.isEmpty()) {
                        break;
                    }
                }
                if (record.filter(read -> isEvent(read, wanted)).isPresent()) {
                    EventCodec.refuseNewer(record.get().payload());
                    byte[] payload = record.get().copyOfPayload();
                    found.add(new Reread.Found(wanted, payload));
                    bytes += payload.length;
                } else {
                    gone.add(wanted);
                }
                if (bytes >= MOST_BYTES) {
                    break;
                }
            }
        }
        return new Reread(found, gone);
    }

    /** A repaired journal may have a gap where the event was. */
    private static boolean isEvent(JournalRecord read, Pending wanted) {
        return read.sequence() == wanted.sequence() && read.type() == RecordType.EVENT;
    }

    private JournalReader at(long sequence) throws IOException {
        if (open.isPresent() && open.get().nextSequence() != sequence) {
            close();
        }
        JournalReader reader = open.orElseGet(() -> journal.read(sequence));
        open = Optional.of(reader);
        return reader;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            JournalReader reader = open.get();
            open = Optional.empty();
            reader.close();
        }
    }
}
