package io.sluice.gateway.accept;

import io.sluice.core.config.Webhook;
import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.Malformed;
import io.sluice.gateway.http.Problem;
import io.sluice.gateway.options.Limits;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a body is what its webhook takes. For JSON the content type is not asked when the body is JSON, because senders get it
 * wrong too often ({@code curl -d} says it sends a form); when it is not, a type that is clearly something else gets 415
 * instead of 400.
 */
final class BodyCheck {
    /** @param reason a word of a fixed vocabulary */
    record Refusal(String reason, Problem problem) {}

    private static final int LONGEST_NUMBER = 1_000;
    private static final Refusal NOT_JSON = new Refusal(
            "unsupported_media_type",
            Problem.of(415, "Unsupported content type: this webhook takes application/json")
                    .with("Accept-Post", "application/json"));

    private final JsonCheck json;

    BodyCheck(Limits limits) {
        this.json = new JsonCheck(new JsonCheck.Limits(limits.jsonDepth(), limits.jsonStringBytes(), LONGEST_NUMBER));
    }

    Optional<Refusal> refusal(Exchange exchange) {
        return refusal(exchange.route.dataType(), exchange.payload(), exchange.header("Content-Type"));
    }

    /** @param contentType as the sender gives it, empty when it gives none */
    Optional<Refusal> refusal(Webhook.DataType dataType, byte[] body, String contentType) {
        if (dataType == Webhook.DataType.BLOB) {
            return Optional.empty();
        }
        Optional<Malformed> malformed = json.check(body, 0, body.length);
        if (malformed.isEmpty()) {
            return Optional.empty();
        }
        if (isSomethingElse(contentType.toLowerCase(Locale.ROOT))) {
            return Optional.of(NOT_JSON);
        }
        return Optional.of(
                new Refusal("malformed_json", Problem.of(400, "Malformed JSON payload: " + malformed.get())));
    }

    private static boolean isSomethingElse(String type) {
        return !type.isEmpty()
                && !type.contains("json")
                && !type.startsWith("text/plain")
                && !type.startsWith("application/octet-stream");
    }
}
