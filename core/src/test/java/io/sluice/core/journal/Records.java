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
        return new JournalRecord(read.sequence(), read.timeMicros(), read.type(), ByteBuffer.wrap(payload(read)));
    }

    static byte[] payload(JournalRecord record) {
        byte[] bytes = new byte[record.payload().remaining()];
        record.payload().duplicate().get(bytes);
        return bytes;
    }

    static List<byte[]> payloads(List<JournalRecord> records) {
        return records.stream().map(Records::payload).toList();
    }
}
