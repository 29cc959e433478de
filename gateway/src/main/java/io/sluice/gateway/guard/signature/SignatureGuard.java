package io.sluice.gateway.guard.signature;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.signing.Freshness;
import io.sluice.gateway.guard.signing.Signing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A signature over the raw body that is checked with the sender's public key. Where a timestamp is signed too, a request is taken once. It
 * is remembered by what was signed and not by its signature: of an ECDSA signature anybody can make a second one over the same.
 */
final class SignatureGuard implements Guard {
    private static final String KEY = "signature";

    private final SignatureSettings settings;
    private final Refusals refusals;
    private final Freshness freshness;
    private final SlowChecks slow;

    SignatureGuard(SignatureSettings settings, Surroundings around) {
        this.settings = settings;
        this.refusals = Refusals.unauthorized(KEY, "the signature is missing or not valid");
        this.freshness = new Freshness(settings.signing(), refusals, around.seen());
        this.slow = around.slow();
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (settings.signing().sent(request, "")) {
            case Signing.Sent.Unusable(String cause) -> refusals.now(cause);
            case Signing.Sent.Signature sent -> chooseKey(request, sent.bytes());
        };
    }

    private CompletableFuture<Verdict> chooseKey(WebhookRequest request, byte[] signature) {
        if (settings.keyIdHeader().isEmpty()) {
            return check(request, signature, Optional.empty());
        }
        return switch (SingleHeader.of(request, settings.keyIdHeader().get())) {
            case SingleHeader.Unusable(String cause) -> refusals.now(cause);
            case SingleHeader.Value(String id) -> {
                boolean known =
                        settings.keys().all().stream().anyMatch(key -> key.id().equals(id));
                yield known
                        ? check(request, signature, Optional.of(id))
                        : refusals.now("it names the key " + id + ", which is not configured");
            }
        };
    }

    private CompletableFuture<Verdict> check(WebhookRequest request, byte[] signature, Optional<String> id) {
        List<byte[]> signed = settings.signing().signed().pieces(request);
        return settings.scheme().algorithm().isSlow()
                ? slow.judge(KEY, () -> verify(request, signature, id, signed))
                : verify(request, signature, id, signed);
    }

    private CompletableFuture<Verdict> verify(
            WebhookRequest request, byte[] signature, Optional<String> id, List<byte[]> signed) {
        long now = request.receivedMicros();
        Optional<PublicKeys.Key> found = settings.keys()
                .matching(
                        now,
                        key -> (id.isEmpty() || key.id().equals(id.get()))
                                && settings.scheme().verifies(key.key(), signature, signed));
        return found.map(key ->
                        freshness.check(request, () -> ReplayKey.of(request.webhookId(), KEY, signed), key.accepted()))
                .orElseGet(() -> refusals.now("the signature is not that of the body by the owner of a configured key:"
                        + " another key, another algorithm, or a body that was changed on the way"
                        + settings.keys().trouble(now)));
    }
}
