package io.sluice.gateway.accept;

import io.sluice.gateway.http.Answers;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.metrics.WebhookMeters;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** {@code POST /webhook/{id}} and {@code POST /webhook/{namespace}/{id}}: finds the webhook, hands over to {@link AcceptHandler}. */
public final class WebhookEndpoint implements Router.Webhooks {
    private final WebhookTable table;
    private final AcceptHandler handler;
    private final Answers answers;
    private final WebhookMeters unknown;

    public WebhookEndpoint(WebhookTable table, AcceptHandler handler, Answers answers, WebhookMeters unknown) {
        this.table = table;
        this.handler = handler;
        this.answers = answers;
        this.unknown = unknown;
    }

    @Override
    public boolean takes(String method, String rest) {
        return method.equals("POST")
                || table.find(rest.substring(rest.indexOf('/') + 1))
                        .filter(route -> route.answers(method))
                        .isPresent();
    }

    @Override
    public boolean handleConfigured(HttpServerRequest request, String target) {
        Optional<WebhookRoute> route = table.at(target);
        if (route.isEmpty()) {
            return false;
        }
        handler.accept(request, route.get(), "");
        return true;
    }

    @Override
    public void handle(HttpServerRequest request, String rest) {
        int slash = rest.indexOf('/');
        String namespace = slash < 0 ? "" : rest.substring(0, slash);
        String id = rest.substring(slash + 1);
        if (slash >= 0 && !WebhookTable.isNamespace(namespace)) {
            refuse(request, "bad_namespace", Problem.of(400, "A namespace is 1 to 64 of A-Z, a-z, 0-9, _ and -"));
            return;
        }
        if (!WebhookTable.isId(id)) {
            refuse(request, "bad_id", Problem.of(400, "A webhook ID is 1 to 64 of A-Z, a-z, 0-9, _ and -"));
            return;
        }
        Optional<WebhookRoute> route = table.find(id);
        if (route.isPresent()) {
            handler.accept(request, route.get(), namespace);
        } else {
            refuse(request, "unknown_webhook", Problem.of(404, "Webhook ID not found"));
        }
    }

    private void refuse(HttpServerRequest request, String reason, Problem problem) {
        unknown.rejected(reason);
        answers.problem(request, problem);
    }
}
