package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.handshake.Handshake;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.replay.Seen;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets in what a provider proves to be its own, in its time and once, and answers the provider's handshakes. */
final class ProviderGuard implements Guard {
    static final String KEY = "provider";
    private static final Refusals REFUSALS =
            Refusals.unauthorized(KEY, "what proves the sender is missing or not valid");

    private final ProviderCheck check;
    private final Handshake handshake;
    private final Duration tolerance;
    private final Optional<Once> once;

    /**
     * @param once whether requests that carry a time are taken once
     * @param seen asked for only where they are
     */
    ProviderGuard(ProviderCheck check, Handshake handshake, Duration tolerance, boolean once, Supplier<Seen> seen) {
        this.check = check;
        this.handshake = handshake;
        this.tolerance = tolerance;
        this.once = once
                ? Optional.of(new Once(seen.get(), KEY, REFUSALS.because("the same request came before: a replay")))
                : Optional.empty();
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        Optional<CompletableFuture<Verdict>> answer = handshake.open(request);
        if (answer.isPresent()) {
            return answer.get();
        }
        if (!request.method().equals("POST")) {
            return Verdict.Accept.NOW; // No event comes of it: what nobody answers gets 405.
        }
        CompletableFuture<Proof> proof = check.prove(request);
        return proof.isDone() ? judge(request, proof.join()) : proof.thenCompose(found -> judge(request, found));
    }

    private CompletableFuture<Verdict> judge(WebhookRequest request, Proof found) {
        return switch (found) {
            case Proof.Missing(String cause) -> REFUSALS.now(cause);
            case Proof.Unknown(Duration retryAfter, String cause) ->
                new Verdict.Unavailable(KEY + "_unknown", retryAfter, cause).now();
            case Proof.Busy _ -> SlowChecks.busy(KEY).now();
            case Proof.Given(CompletableFuture<Verdict> accepted) ->
                handshake.proven(request).orElse(accepted);
            case Proof.Dated dated -> judge(request, dated);
        };
    }

    private CompletableFuture<Verdict> judge(WebhookRequest request, Proof.Dated dated) {
        long now = request.receivedMicros();
        Optional<String> fault = dated.time().fault(now, tolerance);
        if (fault.isPresent()) {
            return REFUSALS.now(fault.get());
        }
        Optional<CompletableFuture<Verdict>> answer = handshake.proven(request);
        if (answer.isPresent()) {
            return answer.get();
        }
        return once.isEmpty()
                ? dated.accepted()
                : once.get()
                        .check(
                                ReplayKey.of(request.webhookId(), KEY, dated.content()),
                                dated.time().remaining(now, tolerance),
                                (Verdict.Accept) dated.accepted().join());
    }
}
