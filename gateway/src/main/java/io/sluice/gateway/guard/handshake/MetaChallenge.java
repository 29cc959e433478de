package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.SecretText;
import io.sluice.gateway.guard.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A GET with {@code hub.mode=subscribe}, a token that both sides know and a challenge; the answer is the challenge. The token is the
 * {@code verify_token} of the settings. https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
record MetaChallenge(Keys<SecretText> tokens) implements Handshake {
    private static final String TOKEN = "verify_token";

    /** Where no token is configured, nothing is answered. */
    static Handshake read(Section section, Surroundings around) {
        return section.has(TOKEN)
                ? new MetaChallenge(Secrets.required(section, TOKEN, around.clock())
                        .map(HandshakeFactory.KEY, secret -> new SecretText(secret.value())))
                : new None();
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        Optional<String> challenge = Query.single(request, "hub.challenge");
        boolean asks = request.method().equals("GET")
                && Query.single(request, "hub.mode").filter("subscribe"::equals).isPresent();
        if (!asks || challenge.isEmpty()) {
            return Optional.empty();
        }
        byte[] token = Query.single(request, "hub.verify_token").orElse("").getBytes(StandardCharsets.UTF_8);
        boolean right = tokens.matching(request.receivedMicros(), token, SecretText::matches)
                .isPresent();
        return Optional.of((right ? Answer.text(challenge.get()) : wrong()).now());
    }

    private static Verdict wrong() {
        return new Verdict.Reject(
                403,
                HandshakeFactory.KEY,
                "Forbidden: the verify token is another one",
                List.of(),
                "the verify token of Meta's verification request is not the configured one");
    }
}
