package io.sluice.core.journal;

import java.nio.file.Path;

/**
 * What is known of one segment file.
 *
 * @param lastSequence of its last record; {@code firstSequence - 1} when it has none
 * @param lastMicros when that record was written
 * @param recordsEnd offset behind that record
 * @param bytes size of the file
 */
record Segment(Path file, long firstSequence, long lastSequence, long lastMicros, long recordsEnd, long bytes) {

    boolean isEmpty() {
        return lastSequence < firstSequence;
    }
}
