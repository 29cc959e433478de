package io.sluice.gateway.guard.queryauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.QueryParameters;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.secret.ApiKey;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A key in a parameter of the query, which must stand there once. */
final class QueryAuthGuard implements Guard {
    private static final String KEY = "query_auth";

    private final String parameter;
    private final Keys<ApiKey> keys;
    private final Refusals refusals;

    QueryAuthGuard(String parameter, Secrets keys, boolean caseSensitive) {
        this.parameter = parameter;
        this.keys = keys.map(KEY, secret -> ApiKey.of(secret.value(), caseSensitive));
        this.refusals = Refusals.unauthorized(KEY, "the key is missing or not valid");
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        Optional<QueryParameters> query = QueryParameters.parse(request.query());
        if (query.isEmpty()) {
            return refusals.now("the query is not well percent-encoded");
        }
        List<String> values = query.get().values(parameter);
        if (values.size() != 1) {
            return refusals.now(
                    "the parameter " + parameter + (values.isEmpty() ? " is missing" : " stands there several times"));
        }
        long now = request.receivedMicros();
        byte[] sent = values.getFirst().getBytes(StandardCharsets.UTF_8);
        Optional<Keys.Key<ApiKey>> found = keys.matching(now, sent, ApiKey::matches);
        return found.isPresent()
                ? found.get().accepted()
                : refusals.now("the parameter " + parameter + " has another value than what is configured"
                        + keys.trouble(now));
    }
}
