package io.sluice.bench.micro;

import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.RecordBody;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A journal that a crash has left without its closing mark is opened, and closed again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public class JournalOpenBenchmark {
    private static final int TOGETHER = 1_000;
    private static final int BODY = 10_000;

    /** Bytes of the journal, in thousands of millions; {@code -p gigabytes=10} for the one of which the documents speak. */
    @Param("1")
    public int gigabytes;

    private ScratchJournal scratch;

    @Setup(Level.Trial)
    public void fill() throws IOException, InterruptedException {
        scratch = new ScratchJournal();
        RecordBody body = EventCodec.body(Documents.event(Documents.order(BODY)));
        for (long bytes = 0; bytes < gigabytes * 1_000_000_000L; bytes += (long) TOGETHER * body.size()) {
            scratch.append(body, TOGETHER);
        }
        scratch.shut();
    }

    @Setup(Level.Invocation)
    public void crash() throws IOException {
        try (Stream<Path> files = Files.list(scratch.folder())) {
            Path last = files.filter(file -> file.toString().endsWith(".seg"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            try (FileChannel segment = FileChannel.open(last, StandardOpenOption.WRITE)) {
                segment.truncate(segment.size() - 1);
            }
        }
    }

    @Benchmark
    public void open() throws IOException {
        scratch.reopen();
        scratch.shut();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        scratch.close();
    }
}
