package io.sluice.gateway.guard.idempotency;

import io.sluice.core.json.JsonPointer;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.NearestName;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.payload.PayloadChecks;
import io.sluice.gateway.guard.replay.SharedKeys;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code idempotency {key, window: "72h", required: false}}: an event that comes again within the window is answered and not stored again.
 * {@code key} is one of
 *
 * <ul>
 *   <li>the name of a header: {@code Idempotency-Key}
 *   <li>a JSON pointer into the payload: {@code /event/id}
 *   <li>the name of a sender in {@link ProviderKeys}: {@code github}
 *   <li>{@code provider}: the sender that the webhook's {@code provider} names
 * </ul>
 */
public final class IdempotencyFactory implements GuardFactory {
    private static final Duration WINDOW = Duration.ofDays(3);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String PROVIDER = "provider";
    private static final EventKey NONE = EventKey.header("Idempotency-Key");

    private final Surroundings around;
    private final PayloadChecks checks;
    private final boolean providers;
    private FirstEvents events;

    /** @param providers whether there is a guard under the key "provider": where nobody reads that key, its settings are not asked for */
    public IdempotencyFactory(Surroundings around, PayloadChecks checks, boolean providers) {
        this.around = around;
        this.checks = checks;
        this.providers = providers;
    }

    @Override
    public String key() {
        return IdempotencyGuard.KEY;
    }

    @Override
    public Phase phase() {
        return Phase.DEDUP;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        IdempotencySettings settings = webhook.section(key())
                .map(section -> new IdempotencySettings(
                        eventKey(section, webhook),
                        section.duration("window", WINDOW, Duration.ofSeconds(1), Duration.ofDays(31)),
                        section.flag("required", false)))
                .orElse(new IdempotencySettings(NONE, WINDOW, false));
        return new Plan(settings, this);
    }

    private EventKey eventKey(Section section, Section webhook) {
        String written = section.requiredString("key").strip();
        if (written.isEmpty()) {
            return NONE;
        }
        if (written.startsWith("/")) {
            return pointer(section, written);
        }
        if (written.equals(PROVIDER)) {
            return provider(section, webhook);
        }
        return ProviderKeys.of(written).orElseGet(() -> header(section, written));
    }

    private static EventKey pointer(Section section, String written) {
        return JsonPointer.parse(written).map(EventKey::value).orElseGet(() -> {
            section.problem("key", "is no JSON pointer", "write ~0 for ~ and ~1 for / in a name");
            return NONE;
        });
    }

    private EventKey provider(Section section, Section webhook) {
        if (!providers || !webhook.has(PROVIDER)) {
            section.problem(
                    "key",
                    "the webhook has no provider",
                    "name a header, a JSON pointer such as /id, or one of " + String.join(", ", names()));
            return NONE;
        }
        Optional<String> name = webhook.section(PROVIDER).flatMap(provider -> provider.string("name"));
        return name.flatMap(ProviderKeys::of).orElseGet(() -> {
            section.problem(
                    "key",
                    "it is not known what names an event of this provider",
                    "name a header, or a JSON pointer such as /id");
            return NONE;
        });
    }

    private static EventKey header(Section section, String written) {
        Optional<String> near = NearestName.of(written, ProviderKeys.names());
        if (!FieldName.isValid(written)) {
            section.problem(
                    "key",
                    "is neither a header nor a JSON pointer",
                    "write a name such as Idempotency-Key, or a pointer such as /id");
        } else if (near.isPresent() && written.indexOf('-') < 0) {
            // What is meant for a sender would be taken for a header that never comes.
            section.problem("key", "there is no such sender", "did you mean \"" + near.get() + "\"?");
        }
        return EventKey.header(written);
    }

    private static Iterable<String> names() {
        return ProviderKeys.names().stream().sorted().toList();
    }

    /** One memory for all webhooks, made when it is known whether there is a Redis. */
    private synchronized FirstEvents events() {
        if (events == null) {
            events = around.redis()
                    .get()
                    .<FirstEvents>map(link -> SharedFirstEvents.on(link, SharedKeys.newName(), around.nanoTime()))
                    .orElseGet(() -> LocalFirstEvents.sized(around.nanoTime()));
        }
        return events;
    }

    private record Plan(IdempotencySettings settings, IdempotencyFactory factory) implements GuardPlan {
        @Override
        public String describe() {
            return "an event once within " + settings.window().toSeconds() + " s by " + settings.key()
                    + (settings.required() ? ", which is required" : "");
        }

        @Override
        public Guard build() {
            return new IdempotencyGuard(settings, factory.events(), factory.checks, PATIENCE);
        }
    }
}
