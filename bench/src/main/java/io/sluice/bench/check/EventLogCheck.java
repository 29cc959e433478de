package io.sluice.bench.check;

import io.sluice.core.event.EventId;
import io.sluice.core.store.StoreException;
import io.sluice.stores.query.Queries;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks up every acknowledged id in the event log. The log lags behind the answers, so the check waits as long as rows keep coming.
 */
public final class EventLogCheck {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final LogRange range;
    private final Duration settle;

    /**
     * @param webhookId as recorded: {@code namespace/webhook_id}, or the bare id
     * @param settle how long to wait without seeing a new row before something is called missing
     */
    public EventLogCheck(Queries log, String webhookId, Duration settle) {
        this.range = new LogRange(log, webhookId);
        this.settle = settle;
    }

    /**
     * Compares. Blocks until everything is there or nothing more comes.
     *
     * @param sent when the load's first request was sent and the last one answered
     * @param lastAnswer of {@code System.nanoTime}
     * @param progress gets a line now and then
     */
    public LogOutcome compare(SortedIds ids, LogRange.Window sent, long lastAnswer, Consumer<String> progress)
            throws InterruptedException {
        if (ids.size() == 0) {
            return new LogOutcome.NotChecked("no answer carried an X-Event-Id");
        }
        EventId first = ids.get(0);
        EventId last = ids.get(ids.size() - 1);
        LogRange.Window window = sent.including(first.timeMillis()).including(last.timeMillis());
        int repeated = ids.repeated();
        long wanted = (long) ids.size() - repeated;
        Patience patience = new Patience(settle);
        Optional<Duration> visibleAfter = Optional.empty();
        while (true) {
            long asked = System.nanoTime();
            try {
                long rows = range.count(window);
                patience.seen(rows);
                if (rows >= wanted || patience.exhausted()) {
                    if (rows >= wanted && visibleAfter.isEmpty()) {
                        visibleAfter = Optional.of(Duration.ofNanos(System.nanoTime() - lastAnswer));
                    }
                    LogOutcome.Checked outcome = new Comparison(ids, range, window).run(repeated, visibleAfter);
                    if (outcome.missing() == 0 || patience.exhausted()) {
                        return outcome;
                    }
                }
                progress.accept("waiting for the event log: %,d of %,d rows".formatted(rows, wanted));
            } catch (StoreException away) {
                if (patience.exhausted()) {
                    return new LogOutcome.Unreachable(away.getMessage());
                }
                progress.accept("waiting for the event log: " + away.getMessage());
            }
            Duration cost =
                    Duration.ofNanos(System.nanoTime() - asked).multipliedBy(3); // asking shall not become the load
            Thread.sleep(cost.compareTo(SHORTEST_PAUSE) > 0 ? cost : SHORTEST_PAUSE);
        }
    }
}
