package io.sluice.gateway.guard.anyof;

import io.sluice.core.plugin.ConfiguredGuard;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code auth: {any_of: [{…}, {…}]}}: several ways to prove who sends, one of which is enough. Each holds guards by their keys, as a
 * webhook does, all of which must accept. Only guards that ask where a request comes from and who sent it can stand there.
 */
public final class AnyOfFactory implements GuardFactory {
    private static final String WAYS = "any_of";

    private final List<GuardFactory> guards;

    /** @param guards every other guard */
    public AnyOfFactory(List<GuardFactory> guards) {
        this.guards = guards.stream()
                .filter(guard -> guard.phase().compareTo(Phase.IDENTITY) <= 0)
                .sorted(Comparator.comparing(GuardFactory::phase))
                .toList();
    }

    @Override
    public String key() {
        return "auth";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        List<List<ConfiguredGuard>> ways = new ArrayList<>();
        Optional<Section> auth = webhook.section(key());
        auth.ifPresent(section -> {
            for (Section way : section.entries(WAYS, "")) {
                ways.add(way(webhookId, way, section));
            }
            if (ways.isEmpty()) {
                section.problem(WAYS, "there is no way in", "write a list of objects that hold guards");
            }
        });
        return new Plan(ways);
    }

    private List<ConfiguredGuard> way(String webhookId, Section way, Section auth) {
        List<ConfiguredGuard> found = guards.stream()
                .filter(guard -> way.has(guard.key()))
                .map(guard -> new ConfiguredGuard(guard.key(), guard.phase(), guard.read(webhookId, way)))
                .toList();
        if (found.isEmpty()) {
            String keys = guards.stream().map(GuardFactory::key).collect(Collectors.joining(", "));
            auth.problem(WAYS, "one of its objects holds no guard, so that anybody would get in", "use one of " + keys);
        }
        return found;
    }

    private record Plan(List<List<ConfiguredGuard>> ways) implements GuardPlan {
        @Override
        public String describe() {
            return ways.stream().map(Plan::describe).collect(Collectors.joining(", or ", "any of: ", ""));
        }

        private static String describe(List<ConfiguredGuard> way) {
            return way.stream().map(guard -> guard.plan().describe()).collect(Collectors.joining(" and "));
        }

        @Override
        public List<String> explain(WebhookRequest request) {
            List<String> lines = new ArrayList<>();
            for (List<ConfiguredGuard> way : ways) {
                for (ConfiguredGuard guard : way) {
                    lines.add(guard.key() + ": " + guard.plan().describe());
                    guard.plan().explain(request).forEach(line -> lines.add("  " + line));
                }
            }
            return lines;
        }

        @Override
        public Set<String> methods() {
            return ways.stream()
                    .flatMap(List::stream)
                    .flatMap(guard -> guard.plan().methods().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Guard build() {
            List<List<Built>> built = ways.stream()
                    .map(way -> way.stream()
                            .map(guard -> new Built(guard, guard.plan().build()))
                            .toList())
                    .toList();
            Map<String, List<List<Guard>>> questions = methods().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            method -> method,
                            method -> built.stream()
                                    .filter(way -> way.stream().anyMatch(guard -> guard.answers(method)))
                                    .map(way -> guards(way, guard -> guard.answers(method) || guard.isOfAddress()))
                                    .toList()));
            return new AnyOfGuard(
                    built.stream().map(way -> guards(way, _ -> true)).toList(), questions);
        }

        private static List<Guard> guards(List<Built> way, Predicate<Built> asked) {
            return way.stream().filter(asked).map(Built::guard).toList();
        }
    }

    private record Built(ConfiguredGuard configured, Guard guard) {
        boolean answers(String method) {
            return configured.plan().methods().contains(method);
        }

        boolean isOfAddress() {
            return configured.phase() == Phase.ADDRESS;
        }
    }
}
