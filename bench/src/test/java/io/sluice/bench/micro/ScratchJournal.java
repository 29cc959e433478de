package io.sluice.bench.micro;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.RecordBody;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A journal in a folder of its own, for benchmarks. */
final class ScratchJournal implements AutoCloseable {
    private final Path folder;
    private Journal journal;

    ScratchJournal() throws IOException {
        folder = Files.createTempDirectory("journal-benchmark");
        reopen();
    }

    Path folder() {
        return folder;
    }

    Journal journal() {
        return journal;
    }

    /** Opens the folder again after {@link #shut}. Nobody has read anything, so nothing is deleted. */
    void reopen() throws IOException {
        journal = Journal.open(folder, JournalOptions.defaults("benchmark"), new FileDisk(), InstantSource.system());
        journal.pin("nobody", () -> 0);
    }

    void shut() {
        journal.close();
    }

    /** Hands the same record over that many times at once, and waits until the disk has all of them. */
    void append(RecordBody body, int times) throws InterruptedException {
        Waiting waiting = new Waiting(times);
        for (int i = 0; i < times; i++) {
            journal.append(RecordType.EVENT, body, waiting);
        }
        waiting.committed.await();
    }

    private static final class Waiting implements AppendListener {
        private final CountDownLatch committed;

        Waiting(int times) {
            committed = new CountDownLatch(times);
        }

        @Override
        public void committed(long sequence, long timeMicros) {
            committed.countDown();
        }

        @Override
        public void refused(Refusal why) {
            throw new IllegalStateException("the journal refused: " + why);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
