package io.sluice.analytics;

import io.sluice.core.store.RollupStore.WebhookStats;

/**
 * Events of one webhook in all and in windows that end now. The minute is counted by the second, the hour by the minute, the day by
 * ten minutes, week and month (30 days) by the hour: a window never reaches back further than its name says, and may begin later by
 * one bucket. About 4 KB. Not thread-safe.
 */
final class WebhookWindows {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private final Ring seconds = new Ring(1, MINUTE);
    private final Ring minutes = new Ring(MINUTE, 60);
    private final Ring tens = new Ring(10 * MINUTE, DAY / (10 * MINUTE));
    private final Ring hours = new Ring(HOUR, 30 * DAY / HOUR);
    private long total;

    /** Adds to the total and to every window. */
    void add(long epochSecond, long events) {
        total += events;
        seconds.add(epochSecond, events);
        minutes.add(epochSecond, events);
        tens.add(epochSecond, events);
        hours.add(epochSecond, events);
    }

    void startTotal(long events) {
        total = events;
    }

    void startMinute(long epochSecond, long events) {
        minutes.add(epochSecond, events);
    }

    void startTenMinutes(long epochSecond, long events) {
        tens.add(epochSecond, events);
    }

    void startHour(long epochSecond, long events) {
        hours.add(epochSecond, events);
    }

    long total() {
        return total;
    }

    WebhookStats at(String webhookId, long nowSecond) {
        return new WebhookStats(
                webhookId,
                total,
                seconds.sum(nowSecond, MINUTE),
                minutes.sum(nowSecond, 5 * MINUTE),
                minutes.sum(nowSecond, 15 * MINUTE),
                minutes.sum(nowSecond, 30 * MINUTE),
                minutes.sum(nowSecond, HOUR),
                tens.sum(nowSecond, DAY),
                hours.sum(nowSecond, 7 * DAY),
                hours.sum(nowSecond, 30 * DAY));
    }
}
