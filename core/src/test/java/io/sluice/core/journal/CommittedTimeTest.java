package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal knows when each of its records was committed, also when nobody can read it. */
class CommittedTimeTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path data;

    private final Answers answers = new Answers();
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);

    private Journal open() throws IOException {
        return Journal.open(data.resolve("journal"), JournalOptions.defaults("test"), new FileDisk(), clock::get);
    }

    private void append(Journal journal) {
        assertThat(answers.append(journal, new byte[] {1, 2, 3}).isCommitted()).isTrue();
        clock.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000;
    }

    @Test
    void of_this_run() throws IOException {
        try (Journal journal = open()) {
            append(journal);
            append(journal);
            assertThat(journal.committedMicros(1)).hasValue(micros(NOON));
            assertThat(journal.committedMicros(2)).hasValue(micros(NOON.plus(Duration.ofHours(1))));
        }
    }

    @Test
    void of_an_earlier_run() throws IOException {
        try (Journal journal = open()) {
            append(journal);
            append(journal);
        }
        try (Journal journal = open()) {
            append(journal);
            assertThat(journal.committedMicros(1)).hasValue(micros(NOON));
            assertThat(journal.committedMicros(2)).hasValue(micros(NOON.plus(Duration.ofHours(1))));
            assertThat(journal.committedMicros(3)).hasValue(micros(NOON.plus(Duration.ofHours(2))));
        }
    }

    @Test
    void but_not_of_what_is_not_committed() throws IOException {
        try (Journal journal = open()) {
            assertThat(journal.committedMicros(1)).isEmpty();
            append(journal);
            assertThat(journal.committedMicros(2)).isEmpty();
        }
    }

    @Test
    void of_a_damaged_record_it_says_when_the_one_before_was() throws IOException {
        try (Journal journal = open()) {
            append(journal);
            append(journal);
            append(journal);
        }
        try (Journal journal = open()) {
            damageRecord(2);
            assertThat(journal.committedMicros(2)).hasValue(micros(NOON));
            assertThat(journal.committedMicros(3)).hasValue(micros(NOON));
        }
    }

    /** All records of this test are of one size. */
    private void damageRecord(int number) throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            segment = files.filter(file -> file.toString().endsWith(".seg"))
                    .min(Path::compareTo)
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(segment);
        content[SegmentFormat.HEAD + number * (RecordFormat.HEADER + 3) - 1] ^= 1;
        Files.write(segment, content);
    }
}
