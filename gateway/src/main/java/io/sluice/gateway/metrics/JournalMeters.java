package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
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
    private final PrometheusMeterRegistry registry;
    private final LatencyHistogram fsyncSeconds =
            new LatencyHistogram("sluice_journal_fsync_seconds", "One fsync of the journal");
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    public JournalMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
        registry.getPrometheusRegistry().register(fsyncSeconds);
        counter("sluice.journal.records", "Records committed; divided by the commits, the size of a batch", records);
        counter("sluice.journal.written.bytes", "Bytes committed", bytes);
    }

    private void counter(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    @Override
    public void committed(int committedRecords, int committedBytes, long writeNanos, long fsyncNanos) {
        fsyncSeconds.recordMicros(fsyncNanos / 1_000);
        records.add(committedRecords);
        bytes.add(committedBytes);
    }

    /** Shows the state of that journal from now on. */
    public void watch(Journal journal) {
        gauge(journal, "sluice.journal.bytes", "Size of all segments", JournalMeasures::bytes);
        gauge(journal, "sluice.journal.max.bytes", "The bound of that size", JournalMeasures::maxBytes);
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
                "The last durable record",
                JournalMeasures::committedSequence);
        Gauge.builder("sluice.journal.healthy", journal, j -> j.state() instanceof JournalState.Healthy ? 1 : 0)
                .description("1 while the journal takes records")
                .register(registry);
        FunctionCounter.builder(
                        "sluice.journal.commits", journal, j -> j.measures().commits())
                .description("Group commits, each one fsync")
                .register(registry);
        for (Refusal refusal : Refusal.values()) {
            FunctionCounter.builder(
                            "sluice.journal.refused",
                            journal,
                            j -> j.measures().refused().getOrDefault(refusal, 0L))
                    .description("Records the journal did not take, by reason")
                    .tags(Tags.of("reason", refusal.name().toLowerCase(Locale.ROOT)))
                    .register(registry);
        }
    }

    private void gauge(Journal journal, String name, String description, ToDoubleFunction<JournalMeasures> measure) {
        Gauge.builder(name, journal, j -> measure.applyAsDouble(j.measures()))
                .description(description)
                .register(registry);
    }
}
