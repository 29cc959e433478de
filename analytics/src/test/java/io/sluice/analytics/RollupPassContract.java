package io.sluice.analytics;

import static io.sluice.analytics.RollupContract.NOON;
import static io.sluice.analytics.RollupContract.at;
import static io.sluice.analytics.RollupContract.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.analytics.EventLog.Entry;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.RollupStore.WebhookStats;
import io.sluice.core.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes come to, on a real store, whatever happens between their steps. */
abstract class RollupPassContract {
    private static final long STEP = 7;
    /** So many latest rows are looked through for the last minute that nothing of it is missed. */
    private static final long WIDE_STEP = 1_000;

    private final MovableClock clock = new MovableClock(NOON);
    private EventLog log;
    private FailingRollups store;
    private RollupPass pass;

    /** An empty event log. */
    abstract EventLog open();

    /** How many random histories are tried. */
    abstract int histories();

    @BeforeEach
    void begin() {
        log = open();
        store = new FailingRollups(log.rollups());
        pass = process(store);
    }

    @AfterEach
    void end() {
        store.close();
        log.close();
    }

    private RollupPass process(RollupStore itsStore) {
        return new RollupPass(itsStore, clock, STEP);
    }

    private static Map<String, WebhookStats> run(RollupPass pass) throws StoreException {
        RollupPass.Counted counted;
        do {
            counted = pass.run();
        } while (!counted.complete());
        return counted.webhooks().stream()
                .collect(Collectors.toMap(WebhookStats::webhookId, stats -> stats, (a, _) -> a, TreeMap::new));
    }

    private static Map<String, Long> totals(Map<String, WebhookStats> stats) {
        return stats.values().stream().collect(Collectors.toMap(WebhookStats::webhookId, WebhookStats::total));
    }

    @Test
    void each_pass_adds_what_is_new() throws StoreException {
        log.append("a", 1, many(10, "orders", 0));
        assertThat(totals(run(pass))).isEqualTo(Map.of("orders", 10L));

        assertThat(totals(run(pass))).isEqualTo(Map.of("orders", 10L));

        log.append("a", 11, List.of(at("orders", 0), at("users", 0)));
        log.append("b", 1, many(3, "users", 0));
        assertThat(totals(run(pass))).isEqualTo(Map.of("orders", 11L, "users", 4L));
        assertThat(log.number("SELECT sum(events) FROM webhook_rollups")).isEqualTo(15);
    }

    @Test
    void a_pass_over_a_large_backlog_stops_on_the_way_and_says_so() throws StoreException {
        log.append("a", 1, many(500, "orders", 0));

        RollupPass.Counted first = pass.run();

        assertThat(first.complete()).isFalse();
        assertThat(first.webhooks())
                .singleElement()
                .satisfies(orders -> assertThat(orders.total()).isBetween(1L, 499L));
        assertThat(totals(run(pass))).isEqualTo(Map.of("orders", 500L));
    }

    @Test
    void windows_end_now_and_events_leave_them_as_time_goes_by() throws StoreException {
        log.append("a", 1, many(5, "orders", 0));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 5, 5, 5, 5, 5, 5, 5, 5, 5));

        clock.move(Duration.ofSeconds(59));
        assertThat(run(pass).get("orders")).extracting(WebhookStats::minute).isEqualTo(5L);
        clock.move(Duration.ofSeconds(1));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 5, 0, 5, 5, 5, 5, 5, 5, 5));
        clock.move(Duration.ofMinutes(4));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 5, 0, 0, 5, 5, 5, 5, 5, 5));
        clock.move(Duration.ofMinutes(55));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 5, 0, 0, 0, 0, 0, 5, 5, 5));
        clock.move(Duration.ofDays(7));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 5, 0, 0, 0, 0, 0, 0, 0, 5));
        clock.move(Duration.ofDays(30));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 5, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void events_that_come_late_count_in_the_windows_of_their_own_time() throws StoreException {
        log.append("a", 1, List.of(at("orders", 0), at("orders", -600), at("orders", -7_200), at("orders", -864_000)));

        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 4, 1, 1, 2, 2, 2, 3, 3, 4));
    }

    @Test
    void an_event_from_a_clock_that_is_ahead_counts_as_of_now() throws StoreException {
        log.append("a", 1, List.of(at("orders", -30), at("orders", 86_400)));

        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 2, 2, 2, 2, 2, 2, 2, 2, 2));
    }

    @Test
    void a_process_that_starts_again_finds_the_windows_as_they_were() throws StoreException {
        log.append(
                "a",
                1,
                List.of(
                        at("orders", 0),
                        at("orders", -20),
                        at("orders", -600),
                        at("orders", -7_200),
                        at("users", -864_000)));
        Map<String, WebhookStats> before = run(pass);

        assertThat(run(process(log.rollups()))).isEqualTo(before);
    }

    @Test
    void a_crash_between_any_two_steps_counts_nothing_twice_and_loses_nothing() throws StoreException {
        long sequence = 1;
        for (boolean whenDone : new boolean[] {false, true}) {
            boolean crashed = true;
            for (int calls = 0; crashed; calls++) {
                log.append("a", sequence, List.of(at("orders", 0), at("users", 0), at("orders", 0)));
                sequence += 3;
                store.failAfter(calls, whenDone);
                RollupPass dying = process(store);
                try {
                    run(dying);
                } catch (StoreException _) {
                    // it dies here, and another process begins with what the store has
                }
                crashed = !store.isArmed();
                store.recover();

                long stored = sequence - 1;
                Map<String, Long> expected = Map.of("orders", stored / 3 * 2, "users", stored / 3);
                assertThat(totals(run(process(store)))).isEqualTo(expected);
                assertThat(log.rollups().totals()).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_pass_that_failed_is_made_good_by_the_next() throws StoreException {
        pass = new RollupPass(store, clock, WIDE_STEP);
        log.append("a", 1, many(10, "orders", 0));
        run(pass);
        log.append("a", 11, many(20, "orders", 0));
        store.failAfter(3, true);

        assertThatThrownBy(() -> run(pass)).isInstanceOf(StoreException.class);

        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 30, 30, 30, 30, 30, 30, 30, 30, 30));
    }

    @Test
    void two_processes_agree_and_neither_loses_its_last_minute() throws StoreException {
        pass = new RollupPass(store, clock, WIDE_STEP);
        RollupPass other = new RollupPass(log.rollups(), clock, WIDE_STEP);
        long sequence = 1;
        for (int round = 0; round < 6; round++) {
            log.append("a", sequence, many(10, "orders", 0));
            sequence += 10;
            run(round % 2 == 0 ? pass : other);
        }

        assertThat(run(pass)).isEqualTo(run(other));
        assertThat(run(pass).get("orders")).isEqualTo(new WebhookStats("orders", 60, 60, 60, 60, 60, 60, 60, 60, 60));
        assertThat(log.number("SELECT sum(events) FROM webhook_rollups")).isEqualTo(60);
    }

    @Test
    void a_webhook_whose_counts_did_not_change_gets_no_further_row() throws StoreException {
        log.append("a", 1, List.of(at("orders", 0), at("users", 0)));
        run(pass);
        run(pass);
        assertThat(log.number("SELECT count(*) FROM webhook_stats")).isEqualTo(2);

        log.append("a", 3, many(1, "orders", 0));
        run(pass);

        assertThat(log.number("SELECT count(*) FROM webhook_stats")).isEqualTo(3);
        assertThat(log.number("SELECT max(total) FROM webhook_stats WHERE webhook_id = 'orders'"))
                .isEqualTo(2);
    }

    @Test
    void any_history_of_two_processes_with_crashes_counts_each_row_once() throws StoreException {
        for (int seed = 0; seed < histories(); seed++) {
            history(new Random(seed), "seed" + seed);
        }
    }

    /** One random history on journals of its own; rows of earlier histories are there and must stay as they are. */
    private void history(Random random, String name) throws StoreException {
        Map<String, Long> sequences = new HashMap<>();
        Map<String, Long> truth = new HashMap<>(log.rollups().totals());
        List<FailingRollups> stores = List.of(new FailingRollups(log.rollups()), new FailingRollups(log.rollups()));
        List<RollupPass> processes =
                new ArrayList<>(stores.stream().map(this::process).toList());
        for (int action = 0; action < 25; action++) {
            int who = random.nextInt(2);
            switch (random.nextInt(4)) {
                case 0 -> append(random, name + "-" + random.nextInt(3), sequences, truth);
                case 1 -> processes.set(who, process(stores.get(who)));
                case 2 -> stores.get(who).failAfter(random.nextInt(8), random.nextBoolean());
                default -> {
                    try {
                        processes.get(who).run();
                    } catch (StoreException _) {
                        // the next pass makes it good
                    }
                }
            }
        }
        stores.forEach(FailingRollups::recover);
        assertThat(totals(run(processes.get(0)))).as(name).isEqualTo(truth);
        assertThat(totals(run(processes.get(1)))).as(name).isEqualTo(truth);
        assertThat(log.rollups().totals()).as(name).isEqualTo(truth);
    }

    private void append(Random random, String journal, Map<String, Long> sequences, Map<String, Long> truth)
            throws StoreException {
        List<Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            Entry entry = at("hook" + random.nextInt(3), -random.nextInt(4_000));
            entries.add(entry);
            truth.merge(entry.webhookId(), 1L, Long::sum);
        }
        long first = sequences.getOrDefault(journal, 0L) + 1 + (random.nextInt(4) == 0 ? random.nextInt(30) : 0);
        log.append(journal, first, entries);
        sequences.put(journal, first + entries.size() - 1);
    }
}
