package io.sluice.gateway.guard.headerauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.secret.ApiKey;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A key in a header, which must stand there once. */
final class HeaderAuthGuard implements Guard {
    private static final String KEY = "header_auth";

    private final String header;
    private final Keys<ApiKey> keys;
    private final Refusals refusals;

    HeaderAuthGuard(String header, Secrets keys, boolean caseSensitive) {
        this.header = header;
        this.keys = keys.map(KEY, secret -> ApiKey.of(secret.value().strip(), caseSensitive));
        this.refusals = Refusals.unauthorized(KEY, "the key is missing or not valid");
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (SingleHeader.of(request, header)) {
            case SingleHeader.Unusable(String cause) -> refusals.now(cause);
            case SingleHeader.Value(String text) -> {
                long now = request.receivedMicros();
                byte[] sent = text.getBytes(StandardCharsets.ISO_8859_1);
                Optional<Keys.Key<ApiKey>> found = keys.matching(now, sent, ApiKey::matches);
                yield found.isPresent()
                        ? found.get().accepted()
                        : refusals.now("the header " + header + " has another value than what is configured"
                                + keys.trouble(now));
            }
        };
    }
}
