package io.sluice.core.eventlog;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.journal.Journal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The progress of the event log, on disk before anything is sent. One thread writes; any thread may ask. */
final class Cursor {
    private static final System.Logger LOG = System.getLogger(EventLogReader.class.getName());

    private final StateFile file;
    private volatile Progress written;
    private volatile long done;

    private Cursor(StateFile file, Progress progress) {
        this.file = file;
        this.written = progress;
        this.done = progress.done();
    }

    /**
     * Reads where the last run stopped. A journal that is not the one the file speaks of is read from its beginning.
     *
     * @throws IOException when the file cannot be trusted, or the journal is an older copy of itself
     */
    static Cursor open(StateFile file, Journal journal) throws IOException {
        String id = journal.ref().id();
        Optional<byte[]> content = file.read();
        Progress begin = Progress.upTo(id, journal.firstSequence() - 1);
        if (content.isEmpty()) {
            return new Cursor(file, begin);
        }
        Progress found = Progress.decode(content.get());
        if (!found.journal().equals(id)) {
            LOG.log(Level.INFO, "the journal is a new one; the event log takes it from its beginning");
            return new Cursor(file, begin);
        }
        if (found.pendingLast() > journal.committedSequence()) {
            throw new IOException("the journal ends with record " + journal.committedSequence()
                    + ", but records up to " + found.pendingLast() + " of it went to the event log: its folder is an"
                    + " older copy. Move the folder away to begin a new journal.");
        }
        if (found.done() + 1 < journal.firstSequence()) {
            LOG.log(
                    Level.ERROR,
                    "records {0} to {1} of the journal were deleted before the event log had them",
                    Long.toString(found.done() + 1),
                    Long.toString(journal.firstSequence() - 1));
        }
        return new Cursor(file, found);
    }

    /** As it stands on disk. */
    Progress written() {
        return written;
    }

    /** Everything up to this is stored, though the file may not know yet. */
    long done() {
        return done;
    }

    /** Writes down that what is done is done and that a range is about to be sent. */
    void begin(Range range) throws IOException {
        write(new Progress(written.journal(), range.first() - 1, range.last()));
    }

    /** A range is stored, or had nothing to store. */
    void done(Range range) {
        done = range.last();
    }

    /** Writes down what is done, if the file does not know yet. */
    void settle() throws IOException {
        if (written.done() != done || written.hasPending()) {
            write(Progress.upTo(written.journal(), done));
        }
    }

    private void write(Progress progress) throws IOException {
        file.write(progress.encode());
        written = progress;
    }
}
