package io.sluice.core.delivery;

import io.sluice.core.event.Event;

/**
 * An event that no destination took.
 *
 * @param webhookId the webhook whose destination it was for
 * @param cause why, one line for the operator, without secrets
 * @param attempts how often it was tried
 * @param timeMicros Unix microseconds at which it was given up
 * @param sequence its place in the journal of events
 */
public record DeadLetter(String webhookId, String cause, int attempts, long timeMicros, long sequence, Event event) {}
