package io.sluice.gateway.guard.idempotency;

import java.time.Duration;

/**
 * How a webhook tells that an event came before.
 *
 * @param key what names an event
 * @param window how long an event is remembered
 * @param required whether a request without the key is refused
 */
record IdempotencySettings(EventKey key, Duration window, boolean required) {}
