package io.sluice.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a journal holds. */
final class Records {

    private Records() {}

    /** Every committed record from that sequence on. */
    static List<JournalRecord> of(Journal journal, long from) throws IOException {
        try (JournalReader reader = journal.read(from)) {
            return drain(reader);
        }
    }

    static List<JournalRecord> drain(JournalReader reader) throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            records.add(kept(next.get()));
        }
        return records;
    }

    /** With its content copied: the reader's memory is used again. */
    static JournalRecord kept(JournalRecord read) {
        return new JournalRecord(
                read.sequence(), read.timeMicros(), read.type(), ByteBuffer.wrap(read.copyOfPayload()));
    }

    static byte[] payload(JournalRecord record) {
        return record.copyOfPayload();
    }

    static List<byte[]> payloads(List<JournalRecord> records) {
        return records.stream().map(Records::payload).toList();
    }
}
