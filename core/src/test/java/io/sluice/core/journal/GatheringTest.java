package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When many records come at once the next group gathers for a moment; here "a moment" lasts until the journal is closed. */
class GatheringTest {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final Pace PACE = new Pace(
            Thread::ofPlatform,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofSeconds(1));

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
    private final Answers answers = new Answers();

    private Journal open() throws IOException {
        JournalOptions options = JournalOptions.defaults("test")
                .withAppendTimeout(Duration.ofHours(1))
                .withObserver((records, bytes, writeNanos, fsyncNanos) -> groups.add(records));
        return Journal.open(FOLDER, options, disk, InstantSource.system(), PACE);
    }

    /** Commits one record, and behind it that many in one group, because the disk is held until they all wait. */
    private void commitGroupOf(Journal journal, int records, int bytes) {
        disk.gate().shut(Call.SYNC);
        answers.append(journal, new byte[1]);
        disk.gate().awaitArrival();
        for (int i = 0; i < records; i++) {
            answers.append(journal, new byte[bytes]);
        }
        disk.gate().open();
        assertThat(answers.all()).allMatch(Answers.Answer::isCommitted);
    }

    @AfterEach
    void let_go() {
        disk.gate().open();
    }

    @Test
    void behind_a_group_of_many_the_next_one_gathers() throws IOException {
        try (Journal journal = open()) {
            commitGroupOf(journal, 24, 100);
            for (int i = 0; i < 5_000; i++) {
                answers.append(journal, new byte[1]);
            }
        }
        assertThat(groups).containsExactly(1, 24, 5_000);
    }

    @Test
    void closing_does_not_wait_for_a_group_to_gather_and_loses_none_of_it() throws IOException {
        try (Journal journal = open()) {
            commitGroupOf(journal, 24, 100);
            answers.append(journal, new byte[1]);
        }
        assertThat(answers.all()).allMatch(Answers.Answer::isCommitted);
    }

    @Test
    void behind_a_group_of_few_nothing_waits() throws IOException {
        try (Journal journal = open()) {
            commitGroupOf(journal, 23, 100);
            assertThat(answers.append(journal, new byte[1]).isCommitted()).isTrue();
        }
    }

    @Test
    void behind_a_group_of_many_bytes_nothing_waits() throws IOException {
        try (Journal journal = open()) {
            commitGroupOf(journal, 24, 10_000);
            assertThat(answers.append(journal, new byte[1]).isCommitted()).isTrue();
        }
    }
}
