package io.sluice.bench.micro;

import io.sluice.core.json.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Finding an event's name behind a document of some size, as {@code idempotency} does on the event loop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EventKeyBenchmark {
    /** Bytes that stand before the name. */
    @Param({"100", "1000", "10000", "60000"})
    public int size;

    private final JsonPointer pointer = JsonPointer.parse("/event/id").orElseThrow();
    private byte[] payload;

    @Setup
    public void payload() {
        String before = new String(Documents.order(size), StandardCharsets.UTF_8);
        payload = ("{\"order\": " + before + ", \"event\": {\"id\": \"evt_1\"}}").getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Optional<String> name() {
        return pointer.textIn(payload);
    }
}
