package io.sluice.bench.micro;

import io.sluice.destinations.json.JsonText;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How the destination {@code log} writes a body into its line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonTextBenchmark {
    /** Bytes of the body. */
    @Param({"100", "10000"})
    public int size;

    private final JsonText text = new JsonText();
    private byte[] order;
    private byte[] message;

    @Setup
    public void bodies() {
        order = Documents.order(size);
        message = Documents.message(size);
    }

    @Benchmark
    public int order() {
        return written(order);
    }

    @Benchmark
    public int message() {
        return written(message);
    }

    private int written(byte[] body) {
        text.clear();
        return text.body(body).length();
    }
}
