package io.sluice.bench.micro;

import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.RecordBody;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

    private ScratchJournal scratch;
    private RecordBody body;

    @Setup
    public void open() throws IOException {
        scratch = new ScratchJournal();
        scratch.journal().pin("nobody", scratch.journal()::committedSequence);
        body = EventCodec.body(Documents.event(Documents.order(size)));
    }

    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public void append() throws InterruptedException {
        scratch.append(body, TOGETHER);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        scratch.close();
    }
}
