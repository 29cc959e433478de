package io.sluice.core.delivery;

import java.time.Duration;

/**
 * The bounds of delivery.
 *
 * @param maxPending events of one webhook that may be undelivered and known: queued, under way or waiting for a retry; beyond it
 *     the webhook's later events stay in the journal unread
 * @param laneBytes events of one webhook held in memory
 * @param totalBytes events of all webhooks held in memory; a webhook may always hold one event
 * @param saveEvery how often the cursor is written when it has changed
 */
public record DeliveryOptions(int maxPending, long laneBytes, long totalBytes, Duration saveEvery) {

    /** 10,000 pending events a webhook, 8 MiB a webhook, 64 MiB in all, saved twice a second. */
    public static final DeliveryOptions DEFAULT =
            new DeliveryOptions(10_000, 8L << 20, 64L << 20, Duration.ofMillis(500));
}
