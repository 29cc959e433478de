package io.sluice.core.delivery;

import io.sluice.core.event.Event;
import java.util.Optional;

/**
 * An event that no destination took, or a record of the journal that could not be read.
 *
 * @param webhookId the webhook whose destination it was for; a text in parentheses when that is not known
 * @param cause why, one line for the operator, without secrets
 * @param attempts how often it was tried
 * @param timeMicros Unix microseconds at which it was given up
 * @param sequence its place in the journal of events
 * @param event empty when its bytes cannot be read
 * @param bytes the event as it stood in the journal of events; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over without a copy; nobody compares dead letters
public record DeadLetter(
        String webhookId,
        String cause,
        int attempts,
        long timeMicros,
        long sequence,
        Optional<Event> event,
        byte[] bytes) {}
