package io.sluice.core.eventlog;

import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.JournalRef;
import io.sluice.core.store.LogRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Gathers records into one batch. Which records make a batch depends on the records alone once its last one is known. */
final class BatchCollector {
    private final JournalRef journal;
    private final RowSource rows;
    private final EventLogOptions options;
    private final long first;
    private final List<LogRow> collected = new ArrayList<>();
    private long last;
    private long bytes;
    private long firstCommitMicros;
    private long monthBegin;
    private long monthEnd;

    /** @param first the sequence with which the batch begins */
    BatchCollector(JournalRef journal, RowSource rows, EventLogOptions options, long first) {
        this.journal = journal;
        this.rows = rows;
        this.options = options;
        this.first = first;
        this.last = first - 1;
    }

    /** Adds the next record; false, adding nothing, when it falls in another month than the rows before and must begin a new batch. */
    boolean add(JournalRecord record) {
        if (record.type() == RecordType.EVENT) {
            LogRow row = rows.of(EventCodec.decode(record.payload()), record.sequence(), record.timeMicros());
            if (collected.isEmpty()) {
                beginMonth(row.receivedMicros());
                firstCommitMicros = record.timeMicros();
            } else if (row.receivedMicros() < monthBegin || row.receivedMicros() >= monthEnd) {
                return false;
            }
            collected.add(row);
            bytes += row.payload().length + row.headers().length;
        }
        last = record.sequence();
        return true;
    }

    private void beginMonth(long micros) {
        LocalDate month = LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC)
                .withDayOfMonth(1);
        monthBegin = micros(month);
        monthEnd = micros(month.plusMonths(1));
    }

    private static long micros(LocalDate day) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    boolean isFull() {
        return collected.size() >= options.maxRows() || bytes >= options.maxBytes();
    }

    boolean hasRows() {
        return !collected.isEmpty();
    }

    /** Whether it holds records at all, events or not. */
    boolean hasRecords() {
        return last >= first;
    }

    long last() {
        return last;
    }

    long nextSequence() {
        return last + 1;
    }

    /** Unix microseconds at which the first row was committed. */
    long firstCommitMicros() {
        return firstCommitMicros;
    }

    EventBatch batch(boolean repeated) {
        return new EventBatch(journal, first, last, collected, repeated);
    }
}
