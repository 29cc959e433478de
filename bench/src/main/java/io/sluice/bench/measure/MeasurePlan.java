package io.sluice.bench.measure;

import io.sluice.bench.wire.Payload;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param rounds at least one; five or more for a figure that counts
 * @param warmup on each server before the first round of a setting
 * @param concurrencies one table row for each of these
 * @param payloads and each of these
 * @param webhooks how many are configured; the load goes to one of them
 */
public record MeasurePlan(
        int rounds,
        Duration seconds,
        Duration warmup,
        List<Integer> concurrencies,
        List<Payload> payloads,
        int webhooks) {}
