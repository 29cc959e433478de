package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.QueryParameters;
import java.util.Optional;

/** What handshakes read from a query. */
final class Query {
    private Query() {}

    /** A parameter that stands there once and is not empty. */
    static Optional<String> single(WebhookRequest request, String name) {
        return request.query().isEmpty()
                ? Optional.empty()
                : QueryParameters.parse(request.query())
                        .map(parameters -> parameters.values(name))
                        .filter(values ->
                                values.size() == 1 && !values.getFirst().isEmpty())
                        .map(values -> values.getFirst());
    }
}
