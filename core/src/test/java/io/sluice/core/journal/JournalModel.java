package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a journal must hold: every record that was acknowledged or ever read, at its place, but for those that every reader has passed. */
final class JournalModel {
    private final List<byte[]> records = new ArrayList<>();
    private final List<byte[]> inDoubt = new ArrayList<>();
    private long passed;

    /** The sequence of the last record. */
    int last() {
        return records.size();
    }

    void acknowledged(Answers.Answer answer) {
        records.add(answer.payload());
        assertThat(answer.sequence()).isEqualTo(records.size());
    }

    /** What was refused while it was being written: until the journal is healthy again a crash may bring it back, once and in order. */
    void doubtful(List<byte[]> payloads) {
        inDoubt.clear();
        inDoubt.addAll(payloads);
    }

    /** The journal has put its disk in order: what was refused can never come back. */
    void healthy() {
        inDoubt.clear();
    }

    /** Every reader has passed the records up to that one, so they may go. */
    void passed(long sequence) {
        passed = Math.max(passed, sequence);
    }

    long passed() {
        return passed;
    }

    /** Compares the whole journal after it was opened. What it brought back of the doubtful must be there from now on. */
    void compareAll(Journal journal) throws IOException {
        long first = journal.firstSequence();
        assertThat(first).as("the oldest record").isBetween(1L, passed + 1);
        List<JournalRecord> found = Records.of(journal, 1);
        int known = records.size() - (int) (first - 1);
        assertThat(found.size()).as("records of which %d are known", known).isGreaterThanOrEqualTo(known);
        List<byte[]> back = Records.payloads(found.subList(known, found.size()));
        assertThat(back.size()).as("records that nobody was told of").isLessThanOrEqualTo(inDoubt.size());
        records.addAll(inDoubt.subList(0, back.size()));
        inDoubt.clear();
        compare(found, first);
        assertThat(journal.committedSequence()).isEqualTo(records.size());
        assertThat(journal.measures().segments()).isPositive();
    }

    /** Compares what a reader has read, which must be everything from that sequence on. */
    void compare(List<JournalRecord> found, long from) {
        List<byte[]> expected = records.subList((int) from - 1, records.size());
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).sequence()).isEqualTo(from + i);
            assertThat(Arrays.equals(Records.payload(found.get(i)), expected.get(i)))
                    .as("payload of record %d", from + i)
                    .isTrue();
        }
    }
}
