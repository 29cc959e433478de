package io.sluice.core.plugin;

import java.time.Duration;
import java.util.Optional;

/** What became of a {@link Delivery}. */
public sealed interface DeliveryResult {

    /** The destination has it. */
    record Delivered() implements DeliveryResult {}

    /**
     * It failed in a way that may pass.
     *
     * @param after how long the destination asked to be left alone, when it did
     * @param cause one line for the operator, without secrets
     */
    record Retry(Optional<Duration> after, String cause) implements DeliveryResult {}

    /**
     * It failed in a way that no retry mends.
     *
     * @param cause one line for the operator, without secrets
     */
    record Refused(String cause) implements DeliveryResult {}
}
