package io.sluice.gateway.health;

import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.RecordBody;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Health;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Whether this instance takes events: between start and drain, while the journal makes records durable. */
public final class Readiness {
    private final Journal journal;
    private volatile boolean open;

    public Readiness(Journal journal) {
        this.journal = journal;
    }

    /** From now on, or no longer. */
    public void open(boolean now) {
        open = now;
    }

    public boolean open() {
        return open;
    }

    /** Writes a record that readers skip, and says whether it became durable. */
    CompletableFuture<Health> probe() {
        CompletableFuture<Health> health = new CompletableFuture<>();
        journal.append(RecordType.PROBE, new Empty(), new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                health.complete(new Health.Healthy());
            }

            @Override
            public void refused(Refusal refusal) {
                health.complete(new Health.Unhealthy(
                        switch (refusal) {
                            case FULL -> "the disk space it may use is used up";
                            case BUSY -> "too much is waiting for the disk";
                            case EXPIRED -> "the disk is too slow";
                            case FAILED -> "the disk failed; restart this instance";
                            case CLOSED -> "closing";
                        }));
            }
        });
        return health;
    }

    private record Empty() implements RecordBody {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public void writeTo(ByteBuffer target) {
            // a probe has nothing to say
        }
    }
}
