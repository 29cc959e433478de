package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.GuardClients;
import io.sluice.gateway.guard.replay.Claim;
import io.sluice.gateway.guard.replay.Seen;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A guard as a webhook's settings make it, without Redis. */
final class BenchedGuard {
    private BenchedGuard() {}

    /** @param key of the guard, which stands in the section */
    static Guard of(String key, String section) {
        return of(
                key,
                section,
                Surroundings.of(
                        Optional::empty,
                        System::nanoTime,
                        InstantSource.system(),
                        Map.of("ALLOW_LOCALHOST_FOR_TESTS", "true")));
    }

    /** One that remembers nothing of what it took, so that it takes the same request again and again. */
    static Guard forgetting(String key, String section) {
        CompletableFuture<Claim> first = CompletableFuture.completedFuture(new Claim.First(() -> {}));
        Seen seen = (_, _) -> first;
        return of(
                key,
                section,
                new Surroundings(
                        Optional::empty,
                        System::nanoTime,
                        InstantSource.system(),
                        () -> seen,
                        new GuardClients(Map.of()),
                        SlowChecks.onEachCore(),
                        true));
    }

    private static Guard of(String key, String section, Surroundings around) {
        Problems problems = new Problems();
        GuardFactory factory = Guards.all(around).stream()
                .filter(guard -> guard.key().equals(key))
                .findFirst()
                .orElseThrow();
        var plan = factory.read(
                "orders",
                SettingsFile.parse("webhooks.json", section.getBytes(StandardCharsets.UTF_8), Map.of(), problems));
        if (!problems.errors().isEmpty()) {
            throw new IllegalArgumentException(problems.errors().toString());
        }
        return plan.build();
    }
}
