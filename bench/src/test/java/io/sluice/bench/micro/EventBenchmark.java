package io.sluice.bench.micro;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventHead;
import io.sluice.core.journal.RecordBody;
import io.sluice.core.masking.CredentialMask;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What becomes of an event behind the request path: into the journal, out of it, and without its credentials. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EventBenchmark {
    /** Bytes of the body. */
    @Param({"100", "1000", "10000"})
    public int size;

    private final ByteBuffer target = ByteBuffer.allocate(1 << 20);
    private final CredentialMask mask =
            new CredentialMask(new CredentialCleanup(true, CredentialCleanup.DEFAULT.mode(), java.util.List.of()));
    private Event event;
    private Event message;
    private ByteBuffer encoded;

    @Setup
    public void events() {
        event = Documents.event(Documents.order(size));
        message = Documents.event(Documents.message(size));
        RecordBody body = EventCodec.body(event);
        encoded = ByteBuffer.allocate(body.size());
        body.writeTo(encoded);
        encoded.flip();
    }

    @Benchmark
    public ByteBuffer encode() {
        EventCodec.body(event).writeTo(target.clear());
        return target;
    }

    @Benchmark
    public Event decode() {
        return EventCodec.decode(encoded);
    }

    @Benchmark
    public EventHead decodeHead() {
        return EventCodec.decodeHead(encoded);
    }

    @Benchmark
    public Event mask() {
        return mask.clean(event);
    }

    @Benchmark
    public Event maskMessage() {
        return mask.clean(message);
    }
}
