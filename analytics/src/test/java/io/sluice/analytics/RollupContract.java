package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sluice.analytics.EventLog.Entry;
import io.sluice.core.store.NewRows;
import io.sluice.core.store.NewRows.SecondCount;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.RollupStore.Bucket;
import io.sluice.core.store.RollupStore.Stored;
import io.sluice.core.store.RollupStore.WebhookStats;
import io.sluice.core.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RollupStore} does. */
abstract class RollupContract {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    EventLog log;
    RollupStore rollups;

    /** An empty event log. */
    abstract EventLog open();

    @BeforeEach
    void begin() {
        log = open();
        rollups = log.rollups();
    }

    @AfterEach
    void end() {
        rollups.close();
        log.close();
    }

    static Entry at(String webhookId, long second) {
        return new Entry(webhookId, NOON.plusSeconds(second), 100);
    }

    /** That many events of one webhook in one second. */
    static List<Entry> many(int count, String webhookId, long second) {
        return Collections.nCopies(count, at(webhookId, second));
    }

    private NewRows all(String journal) throws StoreException {
        return rollups.read(journal, 0, rollups.journals().get(journal).last());
    }

    @Test
    void an_empty_event_log_has_no_journals_positions_or_totals() throws StoreException {
        assertThat(rollups.journals()).isEmpty();
        assertThat(rollups.positions()).isEmpty();
        assertThat(rollups.totals()).isEmpty();
    }

    @Test
    void journals_are_found_by_their_rows_and_known_to_their_last_sequence() throws StoreException {
        log.append("a", 1, many(3, "orders", 0));
        log.append("b", 7, many(2, "orders", 0));
        log.append("a", 4, many(2, "orders", 1));

        assertThat(rollups.journals().keySet()).containsExactlyInAnyOrder("a", "b");
        assertThat(rollups.journals().get("a").last()).isEqualTo(5);
        assertThat(rollups.journals().get("b"))
                .extracting(Stored::last, stored -> stored.first() <= 7)
                .containsExactly(8L, true);
    }

    @Test
    void a_reading_counts_the_range_per_webhook_and_second() throws StoreException {
        log.append("a", 1, List.of(at("orders", 0), at("orders", 0), at("orders", 1), at("users", 0), at("users", 9)));
        log.append("b", 1, many(4, "orders", 0));

        assertThat(rollups.read("a", 1, 4).counts())
                .containsExactlyInAnyOrder(
                        new SecondCount("orders", NOON.getEpochSecond(), 1, 100),
                        new SecondCount("orders", NOON.getEpochSecond() + 1, 1, 100),
                        new SecondCount("users", NOON.getEpochSecond(), 1, 100));
    }

    @Test
    void counts_and_position_are_there_together() throws StoreException {
        log.append("a", 1, List.of(at("orders", 0), at("orders", 30), at("users", 60)));

        assertThat(rollups.add(all("a"))).isEqualTo(3);

        assertThat(rollups.positions()).containsExactly(entry("a", 3L));
        assertThat(rollups.totals()).containsOnly(entry("orders", 2L), entry("users", 1L));
    }

    @Test
    void the_same_counts_added_again_change_nothing() throws StoreException {
        log.append("a", 1, many(5, "orders", 0));
        NewRows rows = all("a");

        assertThat(rollups.add(rows)).isEqualTo(5);
        assertThat(rollups.add(rows)).isEqualTo(5);
        assertThat(log.rollups().add(rows)).isEqualTo(5);

        assertThat(rollups.totals()).containsEntry("orders", 5L);
    }

    @Test
    void counts_that_arrive_after_others_went_on_change_nothing() throws StoreException {
        log.append("a", 1, many(5, "orders", 0));
        NewRows late = rollups.read("a", 0, 3);
        rollups.add(rollups.read("a", 0, 2));
        rollups.add(rollups.read("a", 2, 5));

        assertThat(log.rollups().add(late)).isEqualTo(5);

        assertThat(rollups.totals()).containsEntry("orders", 5L);
    }

    @Test
    void of_two_processes_at_the_same_position_only_one_adds_and_both_learn_how_far_it_came() throws StoreException {
        log.append("a", 1, many(5, "orders", 0));
        RollupStore other = log.rollups();
        NewRows mine = rollups.read("a", 0, 5);
        NewRows theirs = other.read("a", 0, 3);

        assertThat(other.add(theirs)).isEqualTo(3);
        assertThat(rollups.add(mine)).isEqualTo(3);

        assertThat(rollups.totals()).containsEntry("orders", 3L);
        assertThat(rollups.add(rollups.read("a", 3, 5))).isEqualTo(5);
        assertThat(rollups.totals()).containsEntry("orders", 5L);
    }

    @Test
    void many_processes_at_once_count_each_row_once() throws Exception {
        for (int i = 0; i < 30; i++) {
            log.append("a", 1 + 10L * i, many(10, "orders", i));
        }
        Callable<Long> process = () -> {
            RollupStore store = log.rollups();
            long at = 0;
            while (at < 300) {
                try {
                    at = Math.max(at, store.add(store.read("a", at, Math.min(300, at + 10))));
                } catch (StoreException conflict) {
                    at = store.positions().getOrDefault("a", 0L);
                }
            }
            return at;
        };

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(Collections.nCopies(4, process))) {
                assertThat(each.get()).isEqualTo(300);
            }
        }

        assertThat(rollups.totals()).containsEntry("orders", 300L);
    }

    @Test
    void sequences_that_are_no_events_are_stepped_over() throws StoreException {
        log.append("a", 1, many(3, "orders", 0));
        log.append("a", 1000, many(2, "orders", 1));
        rollups.add(rollups.read("a", 0, 3));

        assertThat(rollups.add(rollups.read("a", 3, 900))).isEqualTo(900);
        assertThat(rollups.add(rollups.read("a", 900, 1001))).isEqualTo(1001);

        assertThat(rollups.totals()).containsEntry("orders", 5L);
    }

    @Test
    void two_processes_that_stepped_over_a_gap_differently_still_add_once() throws StoreException {
        log.append("a", 1, many(3, "orders", 0));
        log.append("a", 1000, many(2, "orders", 1));
        rollups.add(rollups.read("a", 0, 3));
        RollupStore other = log.rollups();
        NewRows fromTheGap = other.read("a", 900, 1001);
        NewRows overTheGap = rollups.read("a", 3, 1001);

        assertThat(other.add(fromTheGap)).isEqualTo(1001);
        assertThat(rollups.add(overTheGap)).isEqualTo(1001);

        assertThat(rollups.totals()).containsEntry("orders", 5L);
    }

    @Test
    void events_that_come_late_land_in_the_minute_in_which_they_were_received() throws StoreException {
        log.append("a", 1, many(2, "orders", 120));
        rollups.add(all("a"));
        log.append("away", 1, many(3, "orders", -86_400));
        rollups.add(all("away"));
        log.append("away", 4, many(1, "orders", 121));
        rollups.add(rollups.read("away", 3, 4));

        assertThat(buckets("orders", -90_000, 1_000, Duration.ofMinutes(1)))
                .containsExactly(
                        new Bucket("orders", NOON.minusSeconds(86_400), 3, 300),
                        new Bucket("orders", NOON.plusSeconds(120), 3, 300));
    }

    @Test
    void buckets_are_multiples_of_their_length_within_what_was_asked_for() throws StoreException {
        log.append(
                "a",
                1,
                List.of(at("orders", -1), at("orders", 0), at("orders", 299), at("orders", 300), at("users", 0)));
        rollups.add(all("a"));

        assertThat(buckets("orders", 0, 600, Duration.ofMinutes(5)))
                .containsExactly(
                        new Bucket("orders", NOON, 2, 200), new Bucket("orders", NOON.plusSeconds(300), 1, 100));
        assertThat(buckets("orders", 0, 300, Duration.ofMinutes(5)))
                .containsExactly(new Bucket("orders", NOON, 2, 200));
        assertThat(buckets("nobody", -600, 600, Duration.ofMinutes(1))).isEmpty();
        assertThat(rollups.buckets(List.of(), NOON, NOON.plusSeconds(60), Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void ids_may_hold_any_character() throws StoreException {
        List<String> ids = List.of("space/orders", "it's", "Grüße-日本", "a\"b");
        log.append("a", 1, ids.stream().map(id -> at(id, 0)).toList());

        rollups.add(all("a"));

        assertThat(rollups.totals().keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(rollups.buckets(ids, NOON, NOON.plusSeconds(60), Duration.ofMinutes(1)))
                .extracting(Bucket::webhookId)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void rows_without_a_journal_are_not_counted() throws StoreException {
        log.append("", 0, many(1, "orders", 0));

        assertThat(rollups.journals().values()).allMatch(stored -> stored.last() == 0);
    }

    @Test
    void statistics_are_rows_with_the_columns_of_old() throws StoreException {
        rollups.writeStats(
                NOON,
                List.of(
                        new WebhookStats("orders", 9, 1, 2, 3, 4, 5, 6, 7, 8),
                        new WebhookStats("users", 1, 0, 0, 0, 0, 0, 0, 0, 1)));

        assertThat(log.number("SELECT count(*) FROM webhook_stats")).isEqualTo(2);
        assertThat(log.number("""
                SELECT count(*) FROM webhook_stats WHERE webhook_id = 'orders' AND total = 9 AND minute = 1 AND minute_5 = 2
                AND minute_15 = 3 AND minute_30 = 4 AND hour = 5 AND day = 6 AND week = 7 AND month = 8
                AND "timestamp" = '2026-11-20 12:00:00' AND length(id) = 36 AND created_at IS NOT NULL""")).isEqualTo(1);
    }

    @Test
    void many_webhooks_are_added_in_one_step() throws StoreException {
        List<Entry> entries = new ArrayList<>(
                IntStream.range(0, 2_000).mapToObj(i -> at("hook" + i, i % 180)).toList());
        log.append("a", 1, entries);

        assertThat(rollups.add(all("a"))).isEqualTo(2_000);

        assertThat(rollups.totals()).hasSize(2_000).containsEntry("hook1999", 1L);
    }

    private List<Bucket> buckets(String id, long from, long to, Duration bucket) throws StoreException {
        return rollups.buckets(List.of(id), NOON.plusSeconds(from), NOON.plusSeconds(to), bucket);
    }
}
