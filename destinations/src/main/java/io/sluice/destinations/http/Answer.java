package io.sluice.destinations.http;

import io.sluice.core.plugin.DeliveryResult;
import java.time.Duration;
import java.util.Optional;

/**
 * What a status means for a delivery. 2xx: it is there. What can be mended at the other end (a redirect, a destination that is not
 * deployed yet, a credential that was changed, an overload) is tried again, because a lost webhook may be a lost order. Refused is only
 * what says of the event itself that it will never be taken, and 410, which says so of all events.
 */
final class Answer {

    private Answer() {}

    /** @param retryAfter what the destination asked for */
    static DeliveryResult of(int status, Optional<Duration> retryAfter) {
        if (status >= 200 && status < 300) {
            return new DeliveryResult.Delivered();
        }
        return switch (status) {
            case 400, 410, 413, 415, 422 -> new DeliveryResult.Refused("answered " + status);
            case 300, 301, 302, 303, 307, 308 ->
                new DeliveryResult.Retry(
                        retryAfter,
                        "answered " + status + ", a redirect, which is not followed; configure the new URL");
            default -> new DeliveryResult.Retry(retryAfter, "answered " + status);
        };
    }
}
