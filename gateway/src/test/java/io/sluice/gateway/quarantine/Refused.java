package io.sluice.gateway.quarantine;

import io.sluice.core.event.EventId;
import io.sluice.core.event.EventIds;
import io.sluice.core.event.Header;
import io.sluice.gateway.recorded.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Refused requests for tests. */
final class Refused {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final EventIds IDS = new EventIds(() -> NOW, new SplittableRandom(1));

    private Refused() {}

    static QuarantinedRequest of(String webhook, int bodyBytes) {
        return of(webhook, IDS.next(), "x".repeat(bodyBytes));
    }

    static QuarantinedRequest at(Instant time, String webhook) {
        return of(webhook, new EventIds(() -> time, new SplittableRandom(2)).next(), "{}");
    }

    private static QuarantinedRequest of(String webhook, EventId id, String body) {
        RecordedRequest request = new RecordedRequest(
                webhook,
                "shop",
                "POST",
                "/webhook/shop/" + webhook + "?a=1",
                true,
                List.of(new Header("Host", "hooks.example.com"), new Header("X-Name", "caf\u00c3\u00a9")),
                "192.0.2.1",
                List.of(),
                body.getBytes(StandardCharsets.UTF_8),
                1_772_366_400_123_456L);
        return new QuarantinedRequest(id, request, "hmac", 401, "another secret");
    }
}
