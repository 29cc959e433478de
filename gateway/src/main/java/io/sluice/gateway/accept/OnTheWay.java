package io.sluice.gateway.accept;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.quarantine.QuarantineFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers on disk which requests are on their way from the quarantine into the journal, and behind which record they will stand. After
 * a crash that is where to look for them. Text: the journal's id, the sequence, and an id a line.
 */
final class OnTheWay {
    private final QuarantineFolder folder;
    private final Journal journal;
    private final StateFile file;

    OnTheWay(QuarantineFolder folder, Journal journal) {
        this.folder = folder;
        this.journal = journal;
        this.file = folder.onTheWay();
    }

    /** They are going to be appended. */
    void leave(List<EventId> ids) throws IOException {
        StringBuilder text = new StringBuilder(journal.ref().id())
                .append('\n')
                .append(journal.committedSequence())
                .append('\n');
        ids.forEach(id -> text.append(id).append('\n'));
        file.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What became of each is known, and what arrived is out of the quarantine. */
    void arrived() throws IOException {
        file.write(new byte[0]);
    }

    /** Takes out of the quarantine what the journal has. */
    void settle() throws IOException {
        Optional<byte[]> state = read();
        if (state.isEmpty() || state.get().length == 0) {
            return;
        }
        String[] lines = new String(state.get(), StandardCharsets.UTF_8).split("\n");
        Set<EventId> left = new HashSet<>();
        for (int i = 2; i < lines.length; i++) {
            left.add(EventId.parse(lines[i]));
        }
        // In another journal, after somebody has moved the old one away, nothing can have arrived.
        if (lines[0].equals(journal.ref().id())) {
            folder.delete(found(left, Long.parseLong(lines[1]) + 1));
        }
        arrived();
    }

    private Optional<byte[]> read() throws IOException {
        try {
            return file.read();
        } catch (IOException unreadable) {
            throw new IOException(
                    file
                            + " cannot be read, so nobody knows which requests of the quarantine are in the journal already. Look there"
                            + " with sluice journal cat, delete those, and then this file: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private List<Place> found(Set<EventId> left, long from) throws IOException {
        List<Place> found = new ArrayList<>();
        try (JournalReader reader = journal.read(from)) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                Optional<EventId> id = id(next.get()).filter(left::contains);
                if (id.isPresent()) {
                    folder.place(id.get()).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<EventId> id(JournalRecord record) {
        if (record.type() != RecordType.EVENT) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventCodec.id(record.payload()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty(); // whatever it is, it is not what was appended here
        }
    }
}
