package io.sluice.gateway.guard.authorization;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.concurrent.CompletableFuture;

/** Compares the header {@code Authorization} with the expected values. Of a header that is repeated the first counts. */
final class AuthorizationGuard implements Guard {
    private static final String KEY = "authorization";

    private final Keys<ExpectedAuthorization> expected;
    private final CompletableFuture<Verdict> missing;
    private final Refusals wrong;

    AuthorizationGuard(Secrets secrets) {
        this.expected = secrets.map(KEY, secret -> ExpectedAuthorization.of(secret.value()));
        // The scheme's name and no other word of what is expected: that may be a part of the secret.
        boolean basic =
                secrets.all().stream().anyMatch(secret -> secret.value().regionMatches(true, 0, "Basic ", 0, 6));
        String challenge = (basic ? "Basic" : "Bearer") + " realm=\"webhook\"";
        this.missing = Refusals.challenge(KEY, "the header Authorization is missing", challenge)
                .now("the header Authorization is missing");
        this.wrong = Refusals.challenge(KEY, "the header Authorization is not valid", challenge);
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        String sent = request.header("Authorization");
        if (sent.isEmpty()) {
            return missing;
        }
        long now = request.receivedMicros();
        var found = expected.matching(now, sent, ExpectedAuthorization::matches);
        return found.isPresent()
                ? found.get().accepted()
                : wrong.now(
                        "the header Authorization has another value than what is configured" + expected.trouble(now));
    }
}
