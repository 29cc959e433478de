package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.NearestName;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.handshake.Handshake;
import io.sluice.gateway.guard.handshake.Handshakes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code provider: {name: "stripe", secret}}: the requests of a well-known sender. Beside what the provider itself asks for:
 *
 * <ul>
 *   <li>{@code tolerance}: how far the time of a request may lie from now, where it carries one
 *   <li>{@code replay_protection} (true): a request that carries a time is taken once
 * </ul>
 */
public final class ProviderFactory implements GuardFactory {
    private final Surroundings around;

    public ProviderFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return ProviderGuard.KEY;
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        Optional<Provider> provider = own.flatMap(ProviderFactory::named);
        if (own.isEmpty() || provider.isEmpty()) {
            return new Unusable();
        }
        Section section = own.get();
        ProviderFacts facts = provider.get().facts();
        ProviderSettings settings = new ProviderSettings(section, around);
        ProviderCheck check = provider.get().read(settings);
        Handshake handshake = facts.handshake()
                .map(name -> Handshakes.read(name, section, settings::secrets, around))
                .orElseGet(Handshake.None::new);
        Duration tolerance = section.duration(
                "tolerance",
                facts.tolerance().orElse(Duration.ofMinutes(5)),
                Duration.ofSeconds(1),
                Duration.ofDays(7));
        boolean once = section.flag("replay_protection", true);
        for (String key : List.of("tolerance", "replay_protection")) {
            if (facts.tolerance().isEmpty() && section.has(key)) {
                section.warning(key, "has no effect: requests of " + facts.title() + " carry no time", "remove it");
            }
        }
        boolean dated = facts.tolerance().isPresent();
        return new Plan(facts, check, handshake, tolerance, dated && once, around);
    }

    private static Optional<Provider> named(Section section) {
        String name = section.requiredString("name");
        Optional<Provider> found = Providers.named(name);
        if (found.isEmpty()) {
            // What else stands there is not wrong: it belongs to a provider that is not known.
            for (String key : List.of("secret", "tolerance", "replay_protection")) {
                section.has(key);
            }
            if (!name.isEmpty()) {
                section.problem(
                        "name", "there is no provider \"" + name + "\"", NearestName.cure(name, Providers.names()));
            }
        }
        return found;
    }

    /** What stands for settings that are wrong and never used. */
    private record Unusable() implements GuardPlan {
        @Override
        public String describe() {
            return "an unknown provider";
        }

        @Override
        public Guard build() {
            throw new IllegalStateException("Settings with problems are never built");
        }
    }

    private record Plan(
            ProviderFacts facts,
            ProviderCheck check,
            Handshake handshake,
            Duration tolerance,
            boolean once,
            Surroundings around)
            implements GuardPlan {
        @Override
        public String describe() {
            String time = facts.tolerance()
                    .map(_ -> ", at most " + tolerance.toSeconds() + " s old" + (once ? ", each once" : ""))
                    .orElse("");
            return facts.title() + ": " + check.describe() + time;
        }

        @Override
        public List<String> explain(WebhookRequest request) {
            return check.explain(request, tolerance);
        }

        @Override
        public Set<String> methods() {
            return handshake.methods().stream()
                    .filter(method -> !method.equals("POST"))
                    .collect(Collectors.toSet());
        }

        @Override
        public Guard build() {
            return new ProviderGuard(check, handshake, tolerance, once, around.seen());
        }
    }
}
