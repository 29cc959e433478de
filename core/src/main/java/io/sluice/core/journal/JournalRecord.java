package io.sluice.core.journal;

import java.nio.ByteBuffer;

/**
 * One record as it was read.
 *
 * @param sequence its place in commit order, from 1, without gaps
 * @param timeMicros Unix microseconds at which it was written
 * @param payload its content; valid as long as it is referenced
 */
public record JournalRecord(long sequence, long timeMicros, RecordType type, ByteBuffer payload) {}
