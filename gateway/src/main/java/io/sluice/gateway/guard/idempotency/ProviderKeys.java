package io.sluice.gateway.guard.idempotency;

import io.sluice.core.json.JsonPointer;
import io.sluice.gateway.guard.provider.EventId;
import io.sluice.gateway.guard.provider.Providers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What names an event in the requests of well-known senders, by the sender's name. It stays the same when they send the event again. Those
 * that are not written here are what the {@link Providers} say.
 */
final class ProviderKeys {
    /** What takes more than the one place that the catalogue knows. */
    private static final Map<String, EventKey> KEYS = Map.of(
            // https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates; one event may be told under several
            // topics.
            "shopify", EventKey.header("X-Shopify-Event-Id").and(EventKey.header("X-Shopify-Topic")));

    private ProviderKeys() {}

    private static EventKey value(String pointer) {
        return EventKey.value(JsonPointer.parse(pointer).orElseThrow());
    }

    static Optional<EventKey> of(String provider) {
        return Optional.ofNullable(KEYS.get(provider))
                .or(() -> Providers.named(provider)
                        .flatMap(known -> known.facts().eventId())
                        .map(ProviderKeys::key));
    }

    private static EventKey key(EventId id) {
        return switch (id.source()) {
            case HEADER -> EventKey.header(id.place());
            case JSON -> value(id.place());
        };
    }

    /** All of which it is known. */
    static Set<String> names() {
        return Names.ALL;
    }

    /** Found out once, and only when somebody asks: the catalogue reads a file for each. */
    private static final class Names {
        private static final Set<String> ALL = Providers.names().stream()
                .filter(name -> of(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
