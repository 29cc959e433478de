package io.sluice.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.plugin.Health;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.redis.SharedRedis;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the gateway gets from whoever starts it.
 *
 * @param redis the same that was given to the guards; the gateway opens the link when the configuration names one
 * @param meters where everything is counted; what else is registered there stands in {@code /metrics} too
 * @param components what {@code /health} shows beside the gateway's own journal, {@code config_manager} and {@code redis_stats}
 * @param counts where the counts of {@code /stats} are saved
 * @param quarantine the files of requests that were refused and kept; the gateway is their only writer
 * @param quarantineBytes the most that they may take on the disk
 */
public record GatewayServices(
        SharedRedis redis,
        PrometheusMeterRegistry meters,
        Map<String, Supplier<Health>> components,
        StateFile counts,
        QuarantineFiles quarantine,
        long quarantineBytes,
        InstantSource clock) {}
