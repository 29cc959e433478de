package io.sluice.gateway.guard.recaptcha;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.JsonObject;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.recaptcha.RecaptchaSettings.Version;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.ReplayKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A token that the service says is right, for what the settings ask, and that was not used before at any instance. */
final class RecaptchaGuard implements Guard {
    static final String KEY = "recaptcha";
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int LONGEST = 16_384;

    private final RecaptchaSettings settings;
    private final VerificationService service;
    private final Refusals refusals;
    private final Once once;

    RecaptchaGuard(RecaptchaSettings settings, Surroundings around) {
        this.settings = settings;
        this.service = new VerificationService(settings, around);
        this.refusals = Refusals.unauthorized(KEY, "the reCAPTCHA token is missing or not valid");
        this.once = new Once(around.seen().get(), KEY, refusals.because("the token was used before: a replay"));
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        if (!settings.source().slow(request)) {
            return check(request, settings.source().find(request));
        }
        CompletableFuture<SingleHeader> found = new CompletableFuture<>();
        Thread.ofVirtual().name("recaptcha-token").start(() -> {
            try {
                found.complete(settings.source().find(request));
            } catch (RuntimeException fault) {
                found.completeExceptionally(fault);
            }
        });
        return found.thenCompose(token -> check(request, token));
    }

    private CompletableFuture<Verdict> check(WebhookRequest request, SingleHeader found) {
        return switch (found) {
            case SingleHeader.Unusable(String cause) -> refusals.now(cause);
            case SingleHeader.Value(String token)
            when token.length() > LONGEST || !token.chars().allMatch(c -> c > ' ' && c < 0x7F) ->
                refusals.now("the token is too long, or holds what none can");
            case SingleHeader.Value(String token) -> {
                Optional<String> address = settings.sendAddress() ? Optional.of(request.source()) : Optional.empty();
                yield check(request.webhookId(), token, address, request.receivedMicros());
            }
        };
    }

    private CompletableFuture<Verdict> check(String webhookId, String token, Optional<String> address, long nowMicros) {
        String key = ReplayKey.of(webhookId, KEY, token.getBytes(StandardCharsets.US_ASCII));
        return service.ask(key, token, address)
                .handle((answer, failure) -> failure == null ? verdict(answer, nowMicros) : away(failure))
                .thenCompose(verdict -> verdict instanceof Verdict.Accept accepted
                        ? once.check(key, REMEMBERED, accepted)
                        : verdict.now());
    }

    private Verdict verdict(VerificationService.Answer answer, long nowMicros) {
        return switch (answer) {
            case VerificationService.Answer.Wrong(String cause) -> refusals.because(cause);
            case VerificationService.Answer.Right(Verdict.Accept accepted, JsonObject members) ->
                fault(members, nowMicros).<Verdict>map(refusals::because).orElse(accepted);
        };
    }

    private static Verdict away(Throwable failure) {
        Throwable cause = failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return new Verdict.Unavailable(
                KEY + "_unavailable", RETRY, "the token cannot be verified: " + cause.getMessage());
    }

    /** What is wrong with a token that the service gave; empty when nothing is. */
    private Optional<String> fault(JsonObject members, long nowMicros) {
        if (settings.version() == Version.V3) {
            Optional<Double> score = members.number("score");
            if (score.isEmpty()) {
                return Optional.of("the service gave no score: is the key one of version 2?");
            }
            if (score.get() < settings.minScore()) {
                return Optional.of("the score is " + score.get() + ", and " + settings.minScore() + " is asked for");
            }
            if (settings.action().isPresent() && !settings.action().equals(members.text("action"))) {
                return Optional.of("the token is for another action");
            }
        }
        Optional<String> host = members.text("hostname").map(name -> name.toLowerCase(Locale.ROOT));
        if (!settings.hostnames().isEmpty()
                && host.filter(settings.hostnames()::contains).isEmpty()) {
            return Optional.of("the token comes from another site");
        }
        Optional<String> solved = members.text("challenge_ts");
        Optional<SentTime> time = solved.flatMap(SentTime::parse);
        if (solved.isPresent() && time.isEmpty()) {
            return Optional.of("the service gave a time that is none");
        }
        return time.flatMap(found -> found.fault(nowMicros, settings.maxAge()));
    }
}
