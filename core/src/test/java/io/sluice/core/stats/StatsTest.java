package io.sluice.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.RawRecords;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts over restarts and crashes, with a real journal. */
final class StatsTest {
    @TempDir
    Path folder;

    @Test
    void counts_continue_where_they_were_saved() throws Exception {
        try (Journal journal = journal()) {
            try (Stats stats = open(journal, "stats", StatsPeers.NONE)) {
                append(journal, stats, "a", 10);
                append(journal, stats, "b", 5);
            }
            try (Stats stats = open(journal, "stats", StatsPeers.NONE)) {
                append(journal, stats, "a", 1);
                assertThat(totals(stats)).containsOnly(Map.entry("a", 11L), Map.entry("b", 5L));
            }
        }
    }

    @Test
    void a_record_that_is_no_event_counts_for_nobody() throws Exception {
        try (Journal journal = journal()) {
            RawRecords.append(journal, RecordType.EVENT, new byte[] {1, 2, 3});
            RawRecords.append(
                    journal,
                    RecordType.EVENT,
                    EventCodec.body(new Event(new EventId(1, 1), "a", "", 1, "", "", List.of(), new byte[0])));
            try (Stats stats = open(journal, "stats", StatsPeers.NONE)) {
                assertThat(totals(stats)).containsOnly(Map.entry("a", 1L));
            }
        }
    }

    @Test
    void a_record_of_a_newer_version_is_not_passed_over() throws Exception {
        try (Journal journal = journal()) {
            RawRecords.append(journal, RecordType.EVENT, new byte[] {2});
            assertThatThrownBy(() -> open(journal, "stats", StatsPeers.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("record 1")
                    .hasMessageContaining("newer version");
        }
    }

    @Test
    void what_was_not_saved_before_a_crash_is_counted_from_the_journal_and_nothing_twice() throws Exception {
        try (Journal journal = journal()) {
            try (Stats stats = open(journal, "stats", StatsPeers.NONE)) {
                append(journal, stats, "a", 10);
            }
            Files.copy(folder.resolve("stats"), folder.resolve("crashed"));
            try (Stats stats = open(journal, "stats", StatsPeers.NONE)) {
                append(journal, stats, "a", 7);
                append(journal, stats, "n/b", 3);
            }
            // The state of the first save, as a crash during the second run would have left it.
            try (Stats stats = open(journal, "crashed", StatsPeers.NONE)) {
                assertThat(totals(stats)).containsOnly(Map.entry("a", 17L), Map.entry("n/b", 3L));
            }
        }
    }

    @Test
    void counts_of_another_journal_are_left_out() throws Exception {
        try (Journal journal = journal();
                Stats stats = open(journal, "stats", StatsPeers.NONE)) {
            append(journal, stats, "a", 10);
        }
        try (Journal other = Journal.open(
                        folder.resolve("other"),
                        JournalOptions.defaults("other"),
                        new FileDisk(),
                        InstantSource.system());
                Stats stats = open(other, "stats", StatsPeers.NONE)) {
            assertThat(totals(stats)).isEmpty();
        }
    }

    @Test
    void peers_that_lost_everything_get_everything_again() throws Exception {
        Shared shared = new Shared();
        try (Journal journal = journal();
                Stats stats = open(journal, "stats", shared)) {
            append(journal, stats, "a", 2);
            append(journal, stats, "b", 1);
            awaitTotal(shared, 3);
            shared.states.clear();
            append(journal, stats, "b", 1);
            awaitTotal(shared, 4);
        }
    }

    @Test
    void publishing_gets_about_a_twentieth_of_the_time_but_a_standstill_is_not_taken_for_much_work() {
        assertThat(Stats.pauseAfter(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(1_500));
        assertThat(Stats.pauseAfter(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void the_lag_is_the_age_of_the_oldest_event_whose_count_is_not_saved() throws Exception {
        AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-06-01T12:00:00Z"));
        StateFile file = new StateFile(folder.resolve("stats"), new FileDisk());
        try (Journal journal =
                Journal.open(folder.resolve("journal"), JournalOptions.defaults("test"), new FileDisk(), clock::get)) {
            Stats stats = Stats.open(journal, file, StatsPeers.NONE, clock::get);
            assertThat(stats.lag()).isZero();

            append(journal, stats, "a", 1);
            clock.updateAndGet(now -> now.plusSeconds(30));
            append(journal, stats, "a", 2);
            assertThat(stats.lagEvents()).isEqualTo(3);
            assertThat(stats.lag()).isEqualTo(Duration.ofSeconds(30));

            stats.close(); // saves
            clock.updateAndGet(now -> now.plusSeconds(3_600));
            assertThat(stats.lagEvents()).isZero();
            assertThat(stats.lag()).isZero();

            append(journal, stats, "a", 1);
            clock.updateAndGet(now -> now.plusSeconds(5));
            assertThat(stats.lag()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    /** Peers within this process. */
    private static final class Shared implements StatsPeers {
        private final Map<String, Map<String, String>> states = new ConcurrentHashMap<>();

        @Override
        public boolean publish(String journal, Map<String, String> changed) {
            boolean known = states.containsKey(journal);
            states.computeIfAbsent(journal, _ -> new ConcurrentHashMap<>()).putAll(changed);
            return known;
        }

        @Override
        public Map<String, List<String>> others(String journal) {
            Map<String, List<String>> all = new HashMap<>();
            states.forEach((owner, own) -> {
                if (!owner.equals(journal)) {
                    own.forEach((webhook, state) ->
                            all.computeIfAbsent(webhook, _ -> new ArrayList<>()).add(state));
                }
            });
            return all;
        }

        long total() {
            return others("").values().stream()
                    .flatMap(List::stream)
                    .mapToLong(state -> Tally.decode(state).counts(0).total())
                    .sum();
        }
    }

    private static void awaitTotal(Shared shared, long total) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (shared.total() != total) {
            assertThat(System.nanoTime()).as("waited in vain for %d", total).isLessThan(end);
            LockSupport.parkNanos(5_000_000L);
        }
    }

    private Journal journal() throws Exception {
        return Journal.open(
                folder.resolve("journal"), JournalOptions.defaults("test"), new FileDisk(), InstantSource.system());
    }

    private Stats open(Journal journal, String file, StatsPeers peers) throws Exception {
        return Stats.open(journal, new StateFile(folder.resolve(file), new FileDisk()), peers, InstantSource.system());
    }

    private static Map<String, Long> totals(Stats stats) throws Exception {
        Map<String, Long> totals = new HashMap<>();
        stats.counts().forEach((webhook, counts) -> totals.put(webhook, counts.total()));
        return totals;
    }

    private static void append(Journal journal, Stats stats, String webhook, int events) throws Exception {
        String namespace = webhook.contains("/") ? webhook.substring(0, webhook.indexOf('/')) : "";
        String id = webhook.substring(webhook.indexOf('/') + 1);
        CountDownLatch done = new CountDownLatch(events);
        for (int i = 0; i < events; i++) {
            Event event = new Event(new EventId(1, i), id, namespace, 0, "", "", List.of(), new byte[0]);
            journal.append(RecordType.EVENT, EventCodec.body(event), new AppendListener() {
                @Override
                public void committed(long sequence, long timeMicros) {
                    stats.count(webhook, sequence, timeMicros);
                    done.countDown();
                }

                @Override
                public void refused(Refusal refusal) {
                    throw new AssertionError(refusal);
                }
            });
        }
        done.await();
    }
}
