package io.sluice.core.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Appends what no gateway would: any bytes under any type, with a right checksum. */
public final class RawRecords {

    private RawRecords() {}

    /** The sequence of the record, once it is committed. */
    public static long append(Journal journal, RecordType type, byte[] payload) {
        return append(journal, type, Answers.body(payload));
    }

    /** The sequence of the record, once it is committed. */
    public static long append(Journal journal, RecordType type, RecordBody body) {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        journal.append(type, body, new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                committed.complete(sequence);
            }

            @Override
            public void refused(Refusal refusal) {
                committed.completeExceptionally(new AssertionError("refused: " + refusal));
            }
        });
        return committed.join();
    }

    /** What a body writes. */
    public static byte[] bytes(RecordBody body) {
        ByteBuffer target = ByteBuffer.allocate(body.size());
        body.writeTo(target);
        return target.array();
    }
}
