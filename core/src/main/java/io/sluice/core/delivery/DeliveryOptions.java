package io.sluice.core.delivery;

import java.time.Duration;

/**
 * The bounds of delivery. Where a bound is shared, no few webhooks can take it all: see {@link Share}.
 *
 * @param lanePending undelivered events of one webhook that are known: queued, under way or waiting for a retry; beyond it the
 *     webhook's later events stay in the journal unread
 * @param totalPending the same, of all webhooks
 * @param laneBytes events of one webhook held in memory for their first try
 * @param totalBytes the same, of all webhooks; a webhook may always hold one event
 * @param keptBytes events of all webhooks kept in memory for their retry; what does not fit is read again from the journal
 * @param saveEvery how often the cursor is written when it has changed
 */
public record DeliveryOptions(
        int lanePending, int totalPending, long laneBytes, long totalBytes, long keptBytes, Duration saveEvery) {

    /** 10,000 pending events a webhook and 200,000 in all; 8 MiB a webhook and 64 MiB in all; 16 MiB of retries; two saves a second. */
    public static final DeliveryOptions DEFAULT =
            new DeliveryOptions(10_000, 200_000, 8L << 20, 64L << 20, 16L << 20, Duration.ofMillis(500));
}
