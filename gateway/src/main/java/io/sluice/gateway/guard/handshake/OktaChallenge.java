package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.SingleHeader;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A GET with {@code X-Okta-Verification-Challenge}; the answer has its value.
 * https://developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request
 */
record OktaChallenge() implements Handshake {
    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        return request.method().equals("GET")
                        && SingleHeader.of(request, "X-Okta-Verification-Challenge")
                                instanceof SingleHeader.Value(String challenge)
                ? Optional.of(Answer.json("verification", challenge).now())
                : Optional.empty();
    }
}
