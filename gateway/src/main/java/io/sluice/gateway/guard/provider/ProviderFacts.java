package io.sluice.gateway.guard.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What there is to know of a provider beside its settings.
 *
 * @param name as it is configured: lower case, digits and {@code _}
 * @param title as it calls itself
 * @param documentation where it says how its webhooks are proven
 * @param proof that in a few words, for people: {@code HMAC-SHA256 of {body} in X-Hub-Signature-256}
 * @param provesBody whether that proves the body, too
 * @param tolerance how far the time of a request may lie from now when nothing else is configured; empty when requests carry none
 * @param eventId where an event's name stands that stays the same when it is sent again
 * @param handshake what it asks an endpoint before or beside events, a name of {@link io.sluice.gateway.guard.handshake.Handshakes}
 */
public record ProviderFacts(
        String name,
        String title,
        List<String> documentation,
        String proof,
        boolean provesBody,
        Optional<Duration> tolerance,
        Optional<EventId> eventId,
        Optional<String> handshake) {
    public ProviderFacts {
        documentation = List.copyOf(documentation);
    }

    @Override
    public String toString() {
        return title;
    }
}
