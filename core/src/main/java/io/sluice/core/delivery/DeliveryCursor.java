package io.sluice.core.delivery;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.journal.Journal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keeps the state of delivery on disk. One thread at a time, but for {@link #lowWater} and {@link #failure}. */
final class DeliveryCursor {
    private static final System.Logger LOG = System.getLogger(DeliveryCursor.class.getName());

    private final StateFile file;
    private byte[] saved = {};
    private volatile long lowWater;
    private volatile Optional<String> failure = Optional.empty();

    DeliveryCursor(StateFile file) {
        this.file = file;
    }

    /**
     * What was saved for this journal; the beginning, when nothing was or when it belongs to another journal.
     *
     * @throws IOException when it is there and cannot be read
     */
    DeliveryState load(Journal journal) throws IOException {
        DeliveryState start = new DeliveryState(journal.ref().id(), 0, List.of());
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return start;
        }
        DeliveryState found = decode(content.get());
        if (!found.journalId().equals(start.journalId())) {
            LOG.log(
                    Level.WARNING,
                    "{0} belongs to a journal that is not there any more; delivery begins with the oldest event of this one",
                    file);
            return start;
        }
        if (found.position() > journal.committedSequence()) {
            LOG.log(
                    Level.ERROR,
                    "{0} is ahead of the journal ({1} of {2}): the journal has lost events. Delivery goes on behind them",
                    file,
                    found.position(),
                    journal.committedSequence());
            found = found.cutAt(journal.committedSequence());
        }
        saved = content.get();
        lowWater = found.lowWater();
        return found;
    }

    private DeliveryState decode(byte[] content) throws IOException {
        try {
            return DeliveryState.decode(content);
        } catch (IllegalArgumentException unknown) {
            throw new IOException(
                    file + ": " + unknown.getMessage()
                            + ". Move it away to deliver everything in the journal once more",
                    unknown);
        }
    }

    /** Writes the state unless it has not changed. A failure is reported once and the next call tries again. */
    void save(DeliveryState state) {
        byte[] content = state.encode();
        if (Arrays.equals(content, saved)) {
            return;
        }
        try {
            file.write(content);
            saved = content;
            lowWater = state.lowWater();
            if (failure.isPresent()) {
                LOG.log(Level.INFO, "{0} is written again", file);
            }
            failure = Optional.empty();
        } catch (IOException broken) {
            if (failure.isEmpty()) {
                LOG.log(
                        Level.ERROR,
                        "{0} cannot be written ({1}); after a restart events would be delivered again from there",
                        file,
                        broken.getMessage());
            }
            failure = Optional.of(file + " cannot be written: " + broken.getMessage());
        }
    }

    /** Every event up to this one is done with, and a crash does not change that. */
    long lowWater() {
        return lowWater;
    }

    /** Why the last attempt to write failed. */
    Optional<String> failure() {
        return failure;
    }
}
