package io.sluice.gateway.guard.idempotency;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.payload.PayloadChecks;
import io.sluice.gateway.guard.replay.ReplayKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers the repeat of an event as the event itself was answered: 200, with the id of the first. While it is not known whether the first is
 * on disk, nobody is told so: a repeat waits a little, and then is told to come again.
 */
final class IdempotencyGuard implements Guard {
    static final String KEY = "idempotency";

    private static final Logger LOG = System.getLogger(IdempotencyGuard.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Bytes: to look for the key in a larger payload takes so long that the event loop's other requests would feel it. */
    private static final int LARGE = 64 * 1024;

    private final IdempotencySettings settings;
    private final FirstEvents events;
    private final PayloadChecks checks;
    private final Duration patience;
    private final Refusals refusals;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param patience how long a repeat waits in all for what became of the first */
    IdempotencyGuard(IdempotencySettings settings, FirstEvents events, PayloadChecks checks, Duration patience) {
        this.settings = settings;
        this.events = events;
        this.checks = checks;
        this.patience = patience;
        this.refusals = new Refusals(
                400, KEY, "The request does not name its event: it must have " + settings.key() + ", once", List.of());
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        boolean large = settings.key().looksIntoPayload() && request.payload().length > LARGE;
        return large ? checks.run(KEY, () -> checkHere(request)) : checkHere(request);
    }

    private CompletableFuture<Verdict> checkHere(WebhookRequest request) {
        return switch (settings.key().in(request)) {
            case EventKey.Found.Missing(String cause) -> withoutKey(request, cause);
            case EventKey.Found.Texts(List<String> texts) -> ask(name(request, texts), Duration.ofMillis(10));
        };
    }

    private CompletableFuture<Verdict> withoutKey(WebhookRequest request, String cause) {
        if (settings.required()) {
            return refusals.now(cause);
        }
        if (told.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "A request to {0} does not name its event: {1}. Such requests are stored each time they come; this is not told again",
                    request.webhookId(),
                    cause);
        }
        return Verdict.Accept.NOW;
    }

    /** The path is part of the name: a namespace, or an id that goes to the default webhook, has events of its own. */
    private static String name(WebhookRequest request, List<String> texts) {
        List<String> parts = new ArrayList<>(texts);
        parts.addFirst(request.path());
        return ReplayKey.of(request.webhookId(), KEY, parts.toArray(String[]::new));
    }

    private CompletableFuture<Verdict> ask(String name, Duration pause) {
        return events.claim(name, settings.window()).thenCompose(earlier -> switch (earlier) {
            case Earlier.Nothing(var claim) -> Verdict.Accept.taking(claim).now();
            case Earlier.Stored(String eventId) -> repeat(eventId).now();
            case Earlier.Unknown _ ->
                new Verdict.Unavailable(
                                KEY + "_unknown", RETRY, "whether the event came before cannot be known: Redis is away")
                        .now();
            case Earlier.Underway _ -> pause.compareTo(patience) > 0 ? underway() : askAgain(name, pause);
        });
    }

    private CompletableFuture<Verdict> askAgain(String name, Duration pause) {
        return CompletableFuture.completedFuture(name)
                .thenComposeAsync(
                        again -> ask(again, pause.multipliedBy(2)),
                        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static CompletableFuture<Verdict> underway() {
        return new Verdict.Unavailable(
                        KEY + "_pending",
                        RETRY,
                        "the same event is on its way and not known to be on disk: its request goes on, or its instance died less than "
                                + FirstEvents.CLAIM.toSeconds() + " s ago")
                .now();
    }

    private static Verdict repeat(String eventId) {
        return new Verdict.Answered(
                "repeat",
                200,
                List.of(new Header("Content-Type", "application/json"), new Header("X-Event-Id", eventId)),
                "{\"message\":\"200 OK\"}");
    }
}
