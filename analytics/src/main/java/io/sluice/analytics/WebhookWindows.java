package io.sluice.analytics;

import io.sluice.core.store.RollupStore.WebhookStats;

/**
 * Events of one webhook in all and in windows that end now. The minute is counted by the second, what reaches to the hour by ten
 * seconds, the day by ten minutes, week and month (30 days) by the hour: a window never reaches back further than its name says, and
 * may begin later by one bucket. What was counted before this process started is known by the minute only, except for the last
 * minute. An event whose time is ahead of this clock counts as of now. About 5 KB. Not thread-safe.
 */
final class WebhookWindows {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private final Ring seconds = new Ring(1, MINUTE);
    private final Ring tens = new Ring(10, HOUR / 10);
    private final Ring tenMinutes = new Ring(10 * MINUTE, DAY / (10 * MINUTE));
    private final Ring hours = new Ring(HOUR, 30 * DAY / HOUR);
    private long total;

    /** Counts new events, in all and in every window. */
    void add(long epochSecond, long events, long nowSecond) {
        addTotal(events);
        addSecond(epochSecond, events, nowSecond);
        addMinute(epochSecond, events, nowSecond);
        addTenMinutes(epochSecond, events, nowSecond);
        addHour(epochSecond, events, nowSecond);
    }

    void addTotal(long events) {
        total += events;
    }

    /** Adds to the window of a minute only. */
    void addSecond(long epochSecond, long events, long nowSecond) {
        seconds.add(Math.min(epochSecond, nowSecond), events);
    }

    /** Adds to the windows from five minutes to an hour only. */
    void addMinute(long epochSecond, long events, long nowSecond) {
        tens.add(Math.min(epochSecond, nowSecond), events);
    }

    /** Adds to the window of a day only. */
    void addTenMinutes(long epochSecond, long events, long nowSecond) {
        tenMinutes.add(Math.min(epochSecond, nowSecond), events);
    }

    /** Adds to the windows of a week and a month only. */
    void addHour(long epochSecond, long events, long nowSecond) {
        hours.add(Math.min(epochSecond, nowSecond), events);
    }

    WebhookStats at(String webhookId, long nowSecond) {
        return new WebhookStats(
                webhookId,
                total,
                seconds.sum(nowSecond, MINUTE),
                tens.sum(nowSecond, 5 * MINUTE),
                tens.sum(nowSecond, 15 * MINUTE),
                tens.sum(nowSecond, 30 * MINUTE),
                tens.sum(nowSecond, HOUR),
                tenMinutes.sum(nowSecond, DAY),
                hours.sum(nowSecond, 7 * DAY),
                hours.sum(nowSecond, 30 * DAY));
    }
}
