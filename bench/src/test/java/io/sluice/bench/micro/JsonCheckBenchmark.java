package io.sluice.bench.micro;

import io.sluice.core.json.JsonCheck;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a body is JSON: on the event loop, for each event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonCheckBenchmark {
    /** Bytes of the body. */
    @Param({"100", "1000", "10000", "100000"})
    public int size;

    private final JsonCheck check = new JsonCheck(JsonCheck.Limits.DEFAULT);
    private byte[] ascii;
    private byte[] cyrillic;
    private byte[] message;

    @Setup
    public void bodies() {
        ascii = Documents.order(size);
        cyrillic = Documents.cyrillic(size);
        message = Documents.message(size);
    }

    @Benchmark
    public boolean ascii() {
        return check.check(ascii, 0, ascii.length).isEmpty();
    }

    @Benchmark
    public boolean message() {
        return check.check(message, 0, message.length).isEmpty();
    }

    @Benchmark
    public boolean cyrillic() {
        return check.check(cyrillic, 0, cyrillic.length).isEmpty();
    }
}
