package io.sluice.core.journal;

import java.nio.ByteBuffer;

/**
 * One record as it was read.
 *
 * @param sequence its place in commit order, from 1; one more than that of the record before, unless it is a {@link Gap}
 * @param timeMicros Unix microseconds at which it was written
 * @param payload its content, in memory that the reader uses again: good until the next record is read
 */
public record JournalRecord(long sequence, long timeMicros, RecordType type, ByteBuffer payload) {}
