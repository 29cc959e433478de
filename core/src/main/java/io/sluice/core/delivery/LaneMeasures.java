package io.sluice.core.delivery;

import java.time.Duration;

/**
 * How the deliveries of one webhook stand.
 *
 * @param delivered events handed over since the start
 * @param retries further tries that were arranged since the start
 * @param deadLetters events put among the dead letters since the start
 * @param pending events known to be undelivered: queued, under way or waiting for a retry
 * @param lagEvents pending events, and for a webhook that is behind all journal records not yet looked at for it
 * @param oldestAge how long ago the oldest undelivered event was made durable; zero when there is none
 * @param behind whether it reads the journal by itself to catch up
 */
public record LaneMeasures(
        String webhookId,
        long delivered,
        long retries,
        long deadLetters,
        int pending,
        long lagEvents,
        Duration oldestAge,
        boolean behind) {}
