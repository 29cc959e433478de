package io.sluice.gateway.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.core.journal.CommitObserver;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalMeasures;
import io.sluice.core.journal.JournalState;
import io.sluice.core.journal.Refusal;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** What the journal does, for {@code /metrics}: give it to the journal's options as observer, then {@link #watch} the opened one. */
public final class JournalMeters implements CommitObserver {
    private final Gauges meters;
    private final LatencyHistogram fsyncSeconds =
            new LatencyHistogram("sluice_journal_fsync_seconds", "One fsync of the journal");
    /** 1 to 16,384. */
    private final DoublingHistogram batchRecords =
            new DoublingHistogram("sluice_journal_batch_records", "Records of one group commit", 0, 15, 1);
    /** 256 B to 64 MiB. */
    private final DoublingHistogram batchBytes =
            new DoublingHistogram("sluice_journal_batch_bytes", "Bytes of one group commit", 8, 19, 1);

    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    public JournalMeters(PrometheusMeterRegistry registry) {
        this.meters = new Gauges(registry);
        registry.getPrometheusRegistry().register(fsyncSeconds);
        registry.getPrometheusRegistry().register(batchRecords);
        registry.getPrometheusRegistry().register(batchBytes);
        meters.counter("sluice.journal.records", "Records committed", records, LongAdder::sum)
                .counter("sluice.journal.written.bytes", "Bytes committed", bytes, LongAdder::sum);
    }

    @Override
    public void committed(int committedRecords, int committedBytes, long writeNanos, long fsyncNanos) {
        fsyncSeconds.recordMicros(fsyncNanos / 1_000);
        batchRecords.record(committedRecords);
        batchBytes.record(committedBytes);
        records.add(committedRecords);
        bytes.add(committedBytes);
    }

    /** Shows the state of that journal from now on. */
    public void watch(Journal journal) {
        gauge(journal, "sluice.journal.bytes", "Size of all segments", JournalMeasures::bytes);
        gauge(
                journal,
                "sluice.journal.max.bytes",
                "The most that the segments may take; beyond it every event is refused",
                JournalMeasures::maxBytes);
        gauge(journal, "sluice.journal.segments", "Segments on disk", JournalMeasures::segments);
        gauge(
                journal,
                "sluice.journal.queued.records",
                "Records that wait for the disk",
                JournalMeasures::queuedRecords);
        gauge(journal, "sluice.journal.queued.bytes", "Bytes that wait for the disk", JournalMeasures::queuedBytes);
        gauge(
                journal,
                "sluice.journal.committed.sequence",
                "Number of the last durable record",
                JournalMeasures::committedSequence);
        meters.gauge(
                "sluice.journal.healthy",
                "1 while the journal takes records",
                journal,
                j -> j.state() instanceof JournalState.Healthy ? 1 : 0);
        meters.counter(
                "sluice.journal.commits",
                "Group commits, each one fsync",
                journal,
                j -> j.measures().commits());
        for (Refusal refusal : Refusal.values()) {
            meters.counter(
                    "sluice.journal.refused",
                    "Records the journal did not take, by reason",
                    journal,
                    j -> j.measures().refused().getOrDefault(refusal, 0L),
                    "reason",
                    refusal.name().toLowerCase(Locale.ROOT));
        }
    }

    private void gauge(Journal journal, String name, String help, ToDoubleFunction<JournalMeasures> measure) {
        meters.gauge(name, help, journal, j -> measure.applyAsDouble(j.measures()));
    }
}
