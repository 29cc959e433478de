package io.sluice.bench.micro;

import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.JournalReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Records read back one after the other, each with its checksum. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalReadBenchmark {
    private static final int RECORDS = 10_000;

    /** Bytes of the body. */
    @Param({"100", "1000", "10000"})
    public int size;

    private ScratchJournal scratch;

    @Setup
    public void fill() throws IOException, InterruptedException {
        scratch = new ScratchJournal();
        scratch.append(EventCodec.body(Documents.event(Documents.order(size))), RECORDS);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long read() throws IOException {
        long last = 0;
        try (JournalReader reader = scratch.journal().read(1)) {
            for (var record = reader.next(); record.isPresent(); record = reader.next()) {
                last = record.get().sequence();
            }
        }
        return last;
    }

    @TearDown
    public void close() throws IOException {
        scratch.close();
    }
}
