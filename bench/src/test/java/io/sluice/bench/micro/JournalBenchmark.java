package io.sluice.bench.micro;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.EventCodec;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Events made durable in groups: 200 are handed over at once, and it is waited until the disk has all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {
    private static final int TOGETHER = 200;

    /** Bytes of the body. */
    @Param({"100", "1000", "10000"})
    public int size;

    private Path folder;
    private Journal journal;
    private RecordBody body;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("journal-benchmark");
        journal = Journal.open(folder, JournalOptions.defaults("benchmark"), new FileDisk(), InstantSource.system());
        journal.pin("nobody", journal::committedSequence);
        body = EventCodec.body(Documents.event(Documents.order(size)));
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public void append() throws InterruptedException {
        Waiting waiting = new Waiting();
        for (int i = 0; i < TOGETHER; i++) {
            journal.append(RecordType.EVENT, body, waiting);
        }
        waiting.committed.await();
    }

    private static final class Waiting implements AppendListener {
        private final CountDownLatch committed = new CountDownLatch(TOGETHER);

        @Override
        public void committed(long sequence, long timeMicros) {
            committed.countDown();
        }

        @Override
        public void refused(Refusal why) {
            throw new IllegalStateException("the journal refused: " + why);
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
