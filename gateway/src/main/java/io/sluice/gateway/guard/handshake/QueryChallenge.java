package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A challenge in the query that is given back as it is.
 *
 * <ul>
 *   <li>Dropbox, GET with {@code challenge}: https://www.dropbox.com/developers/reference/webhooks#documentation
 *   <li>Microsoft Graph, POST with {@code validationToken}:
 *       https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation
 * </ul>
 *
 * @param method with which it comes
 * @param parameter in which it stands
 */
record QueryChallenge(String method, String parameter) implements Handshake {
    @Override
    public Set<String> methods() {
        return Set.of(method);
    }

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        return request.method().equals(method)
                ? Query.single(request, parameter)
                        .map(challenge -> Answer.text(challenge).now())
                : Optional.empty();
    }
}
